// SPDX-License-Identifier: GPL-3.0-or-later
// An outlier channel, and how turning all channels together spreads it.

#include "learn/learnpages.h"

#include <QCoreApplication>
#include <QSlider>

#include <algorithm>

#include "common/appearance.h"
#include "common/numbertext.h"
#include "learn/learnpage.h"
#include "learn/lessonfigures.h"
#include "learn/lessonplot.h"
#include "plots/histogramplot.h"

namespace quantscope {
namespace {

class RotationPage final : public LearnPage
{
    Q_DECLARE_TR_FUNCTIONS(RotationPage)

public:
    explicit RotationPage(QWidget* parent)
        : LearnPage(parent)
    {
        m_turn = addSlider(QStringLiteral("turn"), tr("Rotation"), 0, 100, 0, [](int t) { return tr("%1 %").arg(t); });
        m_bits = addBits(2, 8, 8);
        m_cloud = new LessonPlot(QStringLiteral("cloud"), tr("Tokens in the plane of two channels"), this);
        m_histogram = new HistogramPlot(this);
        m_ranges = new LessonPlot(QStringLiteral("channel-ranges"), tr("Largest value of every channel"), this);
        addPlot(m_cloud);
        addPlot(m_histogram);
        addPlot(m_ranges);
    }

    QString text() const override
    {
        return tr(
            "<h3>Outliers and rotation</h3>"
            "<p>In transformers a few input channels are much larger than the rest. One scale for all must reach them, "
            "and the ordinary channels are left with a handful of levels.</p>"
            "<p>Multiply the input by an orthogonal matrix <i>Q</i> and the weight by its transpose: "
            "(<i>xQ</i>)(<i>Q</i><sup>T</sup><i>W</i>) is the same product. With <i>Q</i> a Hadamard matrix, all of "
            "whose entries are ±1/√n, every channel gets an equal part of the outlier.</p>"
            "<p>Move <i>Rotation</i> from 0 (identity) to 100 % (Hadamard); every stop between is orthogonal too. The "
            "length of each token stays, its largest entry shrinks: the cloud becomes round, the histogram narrow, "
            "the step small.</p>");
    }

protected:
    void refresh(const LessonData& lesson) override
    {
        auto turned = lesson.inputs;
        rotateRows(lesson.rotation, m_turn->value() / 100.0, std::span(turned));
        const double reachBefore = largest(lesson.inputs), reach = largest(turned);
        const auto grid = symmetricGrid(reach, m_bits->value()), first = symmetricGrid(reachBefore, m_bits->value());
        const auto error = gridError(turned, grid), firstError = gridError(lesson.inputs, first);
        drawCloud(lesson, turned, reachBefore);
        m_histogram->setSeries({{tr("before"), HistogramSeries::Look::Before, histogramOf(lesson.inputs)},
                                {tr("turned"), HistogramSeries::Look::After, histogramOf(turned)}},
                               towerColor(lesson.layer.tower), tr("Input"));
        m_histogram->setGrid(gridView(grid, error), false);
        drawRanges(columnMaxima(lesson.inputs, lesson.channels), columnMaxima(turned, lesson.channels));
        setValues(tableHtml(
            {{{}, tr("Largest value"), tr("Step"), tr("Mean square"), tr("Levels used"), tr("SQNR")},
             {tr("before"), shortNumber(reachBefore), shortNumber(first.scale), shortNumber(firstError.signal, 5),
              QString::number(firstError.levelsUsed), decibels(firstError.sqnrDb())},
             {tr("turned by %1 %").arg(m_turn->value()), shortNumber(reach), shortNumber(grid.scale),
              shortNumber(error.signal, 5), QString::number(error.levelsUsed), decibels(error.sqnrDb())}}));
    }

private:
    // The channel with the largest value against the one in the middle of the order.
    void drawCloud(const LessonData& lesson, const std::vector<float>& turned, double reach)
    {
        const auto maxima = columnMaxima(lesson.inputs, lesson.channels);
        std::vector<size_t> order(maxima.size());
        for (size_t i = 0; i < order.size(); ++i)
            order[i] = i;
        std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return maxima[a] > maxima[b]; });
        const size_t a = order.front(), b = order[order.size() / 2];
        LessonSeries image{tr("image tokens"), LessonSeries::Look::Points, LessonColor::Image, {}, {}};
        LessonSeries text{tr("text tokens"), LessonSeries::Look::Points, LessonColor::Text, {}, {}};
        for (size_t i = 0; i < lesson.isImage.size(); ++i) {
            auto& series = lesson.isImage[i] ? image : text;
            series.x.push_back(turned[i * static_cast<size_t>(lesson.channels) + a]);
            series.y.push_back(turned[i * static_cast<size_t>(lesson.channels) + b]);
        }
        LessonPicture picture;
        for (const auto& series : {image, text})
            if (!series.x.empty())
                picture.series.push_back(series);
        picture.xTitle = tr("Channel %1").arg(a);
        picture.yTitle = tr("Channel %1").arg(b);
        picture.squareReach = 1.05 * reach;
        m_cloud->setPicture(picture);
    }

    void drawRanges(const std::vector<float>& before, const std::vector<float>& after)
    {
        LessonSeries grey{tr("before"), LessonSeries::Look::Sticks, LessonColor::Before, {}, {}};
        LessonSeries now{tr("turned"), LessonSeries::Look::Line, LessonColor::After, {}, {}};
        for (size_t i = 0; i < before.size(); ++i) {
            grey.x.push_back(static_cast<double>(i));
            grey.y.push_back(before[i]);
            now.y.push_back(after[i]);
        }
        now.x = grey.x;
        LessonPicture picture;
        picture.series = {grey, now};
        picture.xTitle = tr("Channel");
        picture.yTitle = tr("Largest value");
        m_ranges->setPicture(picture);
    }

    QSlider* m_turn = nullptr;
    QSlider* m_bits = nullptr;
    LessonPlot* m_cloud = nullptr;
    HistogramPlot* m_histogram = nullptr;
    LessonPlot* m_ranges = nullptr;
};

}

LearnPage* createRotationPage(QWidget* parent)
{
    return new RotationPage(parent);
}

}
