// SPDX-License-Identifier: GPL-3.0-or-later
// The input channel that the Hadamard transform in front of a layer makes large, kept apart.

#include "learn/learnpages.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QSlider>

#include <algorithm>

#include "common/numbertext.h"
#include "learn/learnpage.h"
#include "learn/lessonfigures.h"
#include "learn/lessonplot.h"

namespace quantscope {
namespace {

constexpr double rmsRatio = 3; // over the median channel

double medianOf(std::vector<float> values)
{
    const auto middle = values.begin() + static_cast<int64_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

class RmsPage final : public LearnPage
{
    Q_DECLARE_TR_FUNCTIONS(RmsPage)

public:
    explicit RmsPage(QWidget* parent)
        : LearnPage(parent)
    {
        m_rms = addCheck(QStringLiteral("split"), tr("Keep the largest channel in floating point"), false);
        m_bits = addBits(2, 8, 4);
        m_channels = new LessonPlot(QStringLiteral("spike"), tr("Largest weight of every input channel"), this);
        m_scales = new LessonPlot(QStringLiteral("row-scales"), tr("Scale of every output channel"), this);
        addPlot(m_channels);
        addPlot(m_scales);
    }

    QString text() const override
    {
        return tr(
            "<h3>RMS split</h3>"
            "<p>With an online Hadamard transform the weight becomes <i>WH</i>. Where a row of the Hadamard matrix is "
            "all ones, one input channel of the new weight holds √n times the <i>mean</i> of the old channels, while "
            "everything else cancels like noise. When the weights have a mean, that channel is a spike.</p>"
            "<p>Each output channel has one scale, and the spike makes it large for all its weights. Rotation "
            "magnitude suppression (RMS) splits the channel off: it is computed apart (in floating point in the "
            "published code, in 4 bits in the paper), the rest gets a finer scale, and the two products are added.</p>"
            "<p>Which channel it is, and whether there is one, depends on the Hadamard table and on the layer: it is "
            "marked in the left picture. Check the box to take it out.</p>");
    }

    LessonWish wish() const override
    {
        return {Tower::Vision, Role::MlpDown};
    }

protected:
    void refresh(const LessonData& lesson) override
    {
        const auto& maxima = lesson.turnedChannelMax;
        const auto spike = static_cast<size_t>(std::max_element(maxima.begin(), maxima.end()) - maxima.begin());
        const double median = medianOf(maxima), ratio = median > 0 ? maxima[spike] / median : 0;
        setNote(ratio >= rmsRatio
                    ? QString()
                    : tr("This layer has no spike: its largest channel is %1 times the median one. Taking it "
                         "out changes little.")
                          .arg(shortNumber(ratio, 2)));
        drawChannels(lesson, spike);
        auto without = lesson.turnedWeight;
        for (size_t i = spike; i < without.size(); i += static_cast<size_t>(lesson.channels))
            without[i] = 0;
        drawScales(rowMaxima(lesson.turnedWeight, lesson.channels), rowMaxima(without, lesson.channels));
        const double whole = rowSqnr(lesson.turnedWeight, lesson.turnedWeight, lesson.channels);
        const double split = rowSqnr(lesson.turnedWeight, without, lesson.channels);
        setValues(tableHtml(
            {{tr("Largest channel"), tr("Times the median"), tr("Weight SQNR with it"), tr("without it"), tr("Gain")},
             {QString::number(spike), shortNumber(ratio, 2), decibels(whole), decibels(split),
              decibels(split - whole)}}));
    }

private:
    // Of the weight `whole`, whose channel that is zero in `kept` stays in floating point.
    double rowSqnr(const std::vector<float>& whole, const std::vector<float>& kept, int64_t columns) const
    {
        const auto maxima = rowMaxima(kept, columns);
        auto approximation = whole;
        for (size_t i = 0; i < whole.size(); ++i)
            if (kept[i] == whole[i])
                approximation[i] = static_cast<float>(
                    symmetricGrid(maxima[i / static_cast<size_t>(columns)], m_bits->value()).nearest(whole[i]));
        return sqnrDb(whole, approximation);
    }

    void drawChannels(const LessonData& lesson, size_t spike)
    {
        LessonSeries before{tr("W"), LessonSeries::Look::Sticks, LessonColor::Before, {}, {}};
        LessonSeries after{tr("WH"), LessonSeries::Look::Line, LessonColor::After, {}, {}};
        for (size_t i = 0; i < lesson.turnedChannelMax.size(); ++i) {
            before.x.push_back(static_cast<double>(i));
            before.y.push_back(lesson.channelMax[i]);
            after.x.push_back(static_cast<double>(i));
            after.y.push_back(m_rms->isChecked() && i == spike ? 0 : lesson.turnedChannelMax[i]);
        }
        LessonPicture picture;
        picture.series = {before, after};
        picture.verticals = {static_cast<double>(spike)};
        picture.xTitle = tr("Input channel (dotted: the largest of WH)");
        picture.yTitle = tr("Largest weight");
        m_channels->setPicture(picture);
    }

    void drawScales(const std::vector<float>& with, const std::vector<float>& without)
    {
        const auto scaleOf = [this](float reach) { return symmetricGrid(reach, m_bits->value()).scale; };
        LessonSeries first{tr("with the channel"), LessonSeries::Look::Sticks, LessonColor::Before, {}, {}};
        LessonSeries second{tr("without it"), LessonSeries::Look::Line, LessonColor::After, {}, {}};
        for (size_t i = 0; i < with.size(); ++i) {
            first.x.push_back(static_cast<double>(i));
            first.y.push_back(scaleOf(with[i]));
            second.y.push_back(scaleOf(without[i]));
        }
        second.x = first.x;
        LessonPicture picture;
        picture.series = {first, second};
        picture.xTitle = tr("Output channel (a sample)");
        picture.yTitle = tr("Scale");
        m_scales->setPicture(picture);
    }

    QCheckBox* m_rms = nullptr;
    QSlider* m_bits = nullptr;
    LessonPlot* m_channels = nullptr;
    LessonPlot* m_scales = nullptr;
};

}

LearnPage* createRmsPage(QWidget* parent)
{
    return new RmsPage(parent);
}

}
