// SPDX-License-Identifier: GPL-3.0-or-later
// Per tensor, per channel, per group, per token: which values share one scale.

#include "learn/learnpages.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QSlider>

#include <algorithm>
#include <bit>

#include "common/numbertext.h"
#include "learn/learnpage.h"
#include "learn/lessonfigures.h"
#include "learn/lessonplot.h"

namespace quantscope {
namespace {

constexpr int scaleBits = 16;
constexpr int smallestGroup = 3, largestGroup = 8; // powers of two

class GranularityPage final : public LearnPage
{
    Q_DECLARE_TR_FUNCTIONS(GranularityPage)

public:
    explicit GranularityPage(QWidget* parent)
        : LearnPage(parent)
    {
        m_what = addChoice(QStringLiteral("what"), tr("Values"), {tr("Inputs"), tr("Weights")});
        m_bits = addBits(2, 8, 4);
        m_group = addSlider(QStringLiteral("group"), tr("Group size"), smallestGroup, largestGroup, 6,
                            [](int e) { return QString::number(1 << e); });
        m_bars = new LessonPlot(QStringLiteral("granularity"), tr("SQNR of every way to share scales"), this);
        m_channels = new LessonPlot(QStringLiteral("channel-ranges"), tr("Largest value of every input channel"), this);
        addPlot(m_bars);
        addPlot(m_channels);
    }

    QString text() const override
    {
        return tr(
            "<h3>Who shares a scale</h3>"
            "<p>One large value sets the step for all values that share its scale. So it matters who shares:</p>"
            "<ul><li><b>per tensor</b>: one scale, nothing to compute at run time;</li>"
            "<li><b>per token</b> (a row of the input) or <b>per output channel</b> (a row of the weight): the scale "
            "can be taken out of each sum, so it costs little;</li>"
            "<li><b>per group</b>: some neighbours of a row; the sum must be cut into pieces;</li>"
            "<li><b>per input channel</b>: for inputs this is the one that would help most, because outliers sit in "
            "channels, but its scale cannot leave the sum over channels. A rotation is the way around.</li></ul>"
            "<p>The right picture shows the largest value of every input channel, with the reach of the one scale per "
            "tensor as a line.</p>");
    }

protected:
    void refresh(const LessonData& lesson) override
    {
        const int row = static_cast<int>(std::bit_width(static_cast<uint64_t>(lesson.channels))) - 1;
        m_group->setRange(smallestGroup, std::clamp(row, smallestGroup, largestGroup));
        const bool inputs = m_what->currentIndex() == 0;
        const auto& values = inputs ? lesson.inputs : lesson.weight;
        const std::pair<Sharing, QString> ways[] = {
            {Sharing::Tensor, tr("tensor")},
            {Sharing::Row, inputs ? tr("token") : tr("output ch.")},
            {Sharing::Group, tr("group")},
            {Sharing::Column, tr("input ch.")},
        };
        LessonPicture picture;
        LessonSeries bars{{}, LessonSeries::Look::Bars, LessonColor::After, {}, {}};
        QList<QStringList> rows{{tr("Shared by"), tr("SQNR"), tr("Scales"), tr("Extra bits per value")}};
        for (const auto& [way, name] : ways) {
            const auto error =
                sharingError(values, lesson.channels, way, m_bits->value(), int64_t(1) << m_group->value());
            bars.x.push_back(static_cast<double>(bars.x.size()));
            bars.y.push_back(error.sqnrDb);
            picture.barNames << name;
            rows << QStringList{name, decibels(error.sqnrDb), QString::number(error.scales),
                                shortNumber(double(scaleBits * error.scales) / double(values.size()), 2)};
        }
        picture.series = {bars};
        picture.yTitle = tr("SQNR (dB)");
        m_bars->setPicture(picture);
        drawChannels(columnMaxima(values, lesson.channels), largest(values));
        setValues(tableHtml(rows));
    }

private:
    void drawChannels(const std::vector<float>& maxima, double reach)
    {
        LessonSeries sticks{tr("channel"), LessonSeries::Look::Sticks, LessonColor::After, {}, {}};
        for (size_t i = 0; i < maxima.size(); ++i) {
            sticks.x.push_back(static_cast<double>(i));
            sticks.y.push_back(maxima[i]);
        }
        LessonSeries line{tr("reach of the tensor's scale"),
                          LessonSeries::Look::Dashed,
                          LessonColor::Mark,
                          {0, double(maxima.size())},
                          {reach, reach}};
        LessonPicture picture;
        picture.series = {sticks, line};
        picture.xTitle = tr("Input channel");
        picture.yTitle = tr("Largest value");
        m_channels->setPicture(picture);
    }

    QComboBox* m_what = nullptr;
    QSlider* m_bits = nullptr;
    QSlider* m_group = nullptr;
    LessonPlot* m_bars = nullptr;
    LessonPlot* m_channels = nullptr;
};

}

LearnPage* createGranularityPage(QWidget* parent)
{
    return new GranularityPage(parent);
}

}
