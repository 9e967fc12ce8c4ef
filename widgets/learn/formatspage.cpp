// SPDX-License-Identifier: GPL-3.0-or-later
// Integers, small floating-point numbers and NF4 side by side.

#include "learn/learnpages.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QSlider>

#include <algorithm>
#include <bit>

#include "common/numbertext.h"
#include "common/textof.h"
#include "layerview/valueformats.h"
#include "learn/learnpage.h"
#include "learn/lessonfigures.h"
#include "learn/lessonplot.h"
#include "numeric/smallgrid.h"

namespace quantscope {
namespace {

constexpr int leastFormatGroup = 3, mostFormatGroup = 8; // powers of two
enum FormatSharing { ByGroup, ByRow, ByTensor };

class FormatsPage final : public LearnPage
{
    Q_DECLARE_TR_FUNCTIONS(FormatsPage)

public:
    explicit FormatsPage(QWidget* parent)
        : LearnPage(parent)
    {
        m_what = addChoice(QStringLiteral("what"), tr("Values"), {tr("Weights"), tr("Inputs")});
        m_sharing = addChoice(QStringLiteral("sharing"), tr("One scale for"),
                              {tr("a group of neighbours"), tr("a row (token or output channel)"), tr("all values")});
        m_group = addSlider(QStringLiteral("group"), tr("Group size"), leastFormatGroup, mostFormatGroup, 5,
                            [](int e) { return QString::number(1 << e); });
        m_power = addCheck(QStringLiteral("power"), tr("Scales are powers of two (MX)"), false);
        m_bars = new LessonPlot(QStringLiteral("formats"), tr("SQNR of every number format"), this);
        m_levels = new LessonPlot(QStringLiteral("format-levels"), tr("The numbers of every format"), this);
        addPlot(m_bars);
        addPlot(m_levels);
    }

    QString text() const override
    {
        return tr(
            "<h3>Number formats side by side</h3>"
            "<p>Eight or four bits can be spent in several ways. <b>INT</b>: evenly spaced, the same absolute error "
            "everywhere. <b>FP</b>: exponent and mantissa, the same relative error over many octaves, so that small "
            "values next to an outlier keep their digits.</p>"
            "<ul><li><b>E4M3</b>: 4 bits of exponent, 3 of mantissa, up to 448, no infinity;</li>"
            "<li><b>E5M2</b>: 5 and 2, up to 57344: more range, fewer digits (OCP 8-bit Floating Point 1.0);</li>"
            "<li><b>E2M1</b>: 0, ½, 1, 1½, 2, 3, 4, 6 with a sign (OCP Microscaling 1.0);</li>"
            "<li><b>NF4</b>: a table of the quantiles of normal values (QLoRA, arXiv 2305.14314).</li></ul>"
            "<p>Each format's largest number is scaled to the largest value that shares the scale. In MX a scale is a "
            "power of two that 32 neighbours share: 8 bits each, no multiplication, but some values are clipped.</p>"
            "<p>The right picture shows the numbers of every format on one scale for all values. Small groups have few "
            "outliers: there integers are strong. Large groups favour floating point.</p>");
    }

protected:
    void refresh(const LessonData& lesson) override
    {
        const int row = static_cast<int>(std::bit_width(static_cast<uint64_t>(lesson.channels))) - 1;
        m_group->setRange(leastFormatGroup, std::clamp(row, leastFormatGroup, mostFormatGroup));
        m_group->setEnabled(m_sharing->currentIndex() == ByGroup);
        const auto& values = m_what->currentIndex() == 0 ? lesson.weight : lesson.inputs;
        LessonPicture picture;
        LessonSeries bars{{}, LessonSeries::Look::Bars, LessonColor::After, {}, {}};
        QList<QStringList> rows{
            {tr("Format"), tr("Bits"), tr("Numbers"), tr("Largest : smallest"), tr("Numbers used"), tr("SQNR")}};
        for (const auto& format : valueFormats()) {
            const auto error = formatError(values, lesson.channels, format, scaleOf(lesson.channels));
            bars.x.push_back(static_cast<double>(bars.x.size()));
            bars.y.push_back(error.sqnrDb);
            picture.barNames << textOf(format.title);
            rows << rowOfFormat(format, error);
        }
        picture.series = {bars};
        picture.yTitle = tr("SQNR (dB)");
        m_bars->setPicture(picture);
        drawLevels(largest(values));
        setValues(tableHtml(rows));
    }

private:
    FormatScale scaleOf(int64_t channels) const
    {
        const int64_t groups[] = {int64_t(1) << m_group->value(), channels, 0};
        return {groups[m_sharing->currentIndex()], m_power->isChecked()};
    }

    static QStringList rowOfFormat(const ValueFormat& format, const FormatError& error)
    {
        const auto levels = format.levels();
        const double smallest = *std::upper_bound(levels.begin(), levels.end(), 0.0);
        return {textOf(format.title),
                QString::number(format.bits),
                QString::number(levels.size()),
                shortNumber(levels.back() / smallest, 4),
                QString::number(error.levelsUsed),
                decibels(error.sqnrDb)};
    }

    void drawLevels(double reach)
    {
        constexpr LessonColor colors[] = {LessonColor::After, LessonColor::Text,   LessonColor::Before,
                                          LessonColor::Worse, LessonColor::Better, LessonColor::Mark};
        LessonPicture picture;
        for (const auto& format : valueFormats()) {
            const size_t place = picture.series.size();
            LessonSeries points{
                textOf(format.title), LessonSeries::Look::Points, colors[place % std::size(colors)], {}, {}};
            const auto levels = format.levels();
            for (const double level : levels) {
                points.x.push_back(level * reach / levels.back());
                points.y.push_back(-static_cast<double>(place));
            }
            picture.series.push_back(points);
        }
        picture.xTitle = tr("Value (a row of points for each format)");
        m_levels->setPicture(picture);
    }

    QComboBox* m_what = nullptr;
    QComboBox* m_sharing = nullptr;
    QSlider* m_group = nullptr;
    QCheckBox* m_power = nullptr;
    LessonPlot* m_bars = nullptr;
    LessonPlot* m_levels = nullptr;
};

}

LearnPage* createFormatsPage(QWidget* parent)
{
    return new FormatsPage(parent);
}

}
