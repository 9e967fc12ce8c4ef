// SPDX-License-Identifier: GPL-3.0-or-later
// The grid on the number line: its ends clip, its steps round.

#include "learn/learnpages.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QSlider>

#include <algorithm>
#include <cmath>

#include "common/appearance.h"
#include "common/numbertext.h"
#include "learn/learnpage.h"
#include "learn/lessonfigures.h"
#include "learn/lessonplot.h"
#include "plots/histogramplot.h"

namespace quantscope {
namespace {

constexpr size_t curveValues = 20000;
constexpr int mostBits = 8, mostLevels = 1 << mostBits;

class NumberLinePage final : public LearnPage
{
    Q_DECLARE_TR_FUNCTIONS(NumberLinePage)

public:
    explicit NumberLinePage(QWidget* parent)
        : LearnPage(parent)
    {
        const auto percent = [](int value) { return tr("%1 %").arg(value); };
        m_what = addChoice(QStringLiteral("what"), tr("Values"), {tr("Inputs"), tr("Weights")});
        m_bits = addBits(2, mostBits, 4);
        m_clip = addSlider(QStringLiteral("clip"), tr("Range kept"), 5, 100, 100, percent);
        const auto levels = [](int value) { return QString::number(value); };
        m_zero = addSlider(QStringLiteral("zero"), tr("Zero point"), -mostLevels / 2, mostLevels / 2, 0, levels);
        m_histogram = new HistogramPlot(this);
        m_curve =
            new LessonPlot(QStringLiteral("rounding-and-clipping"), tr("Error over the range that is kept"), this);
        addPlot(m_histogram, 3);
        addPlot(m_curve, 2);
    }

    QString text() const override
    {
        return tr(
            "<h3>The number line and the grid</h3>"
            "<p>With <i>b</i> bits a value must take one of 2<sup>b</sup> evenly spaced levels: "
            "<i>q</i> = clamp(round(<i>x</i>/<i>s</i> + <i>z</i>)), and what is computed with is "
            "<i>s</i>(<i>q</i> − <i>z</i>).</p>"
            "<p>Two errors follow. <b>Rounding</b>: a value inside the grid moves by up to half a step <i>s</i>. "
            "<b>Clipping</b>: a value beyond the last level falls back to it.</p>"
            "<p>A smaller range has finer steps and clips more. Drag <i>Range kept</i>: the second picture shows both "
            "errors and where their sum is smallest. The <i>zero point</i> slides the grid along the line; it pays "
            "off when the values lie on one side.</p>");
    }

protected:
    void refresh(const LessonData& lesson) override
    {
        const int half = 1 << (m_bits->value() - 1);
        m_zero->setRange(-half, half);
        const bool inputs = m_what->currentIndex() == 0;
        const auto& values = inputs ? lesson.inputs : lesson.weight;
        const double reach = largest(values);
        const auto grid = gridFor(reach, m_clip->value());
        const auto error = gridError(values, grid);
        // The figures and the curve are of the same values, else they would disagree.
        const auto sample = thinned(values, curveValues);
        const auto drawn = gridError(sample, grid);
        m_histogram->setSeries({{tr("values"), HistogramSeries::Look::After, histogramOf(values)}},
                               towerColor(lesson.layer.tower), inputs ? tr("Input") : tr("Weight"));
        m_histogram->setGrid(gridView(grid, error), false);
        const int best = drawCurve(sample, reach);
        setValues(
            tableHtml({{tr("Step"), tr("Levels used"), tr("Clipped"), tr("Rounding error"), tr("Clipping error"),
                        tr("SQNR"), tr("Least error at")},
                       {shortNumber(grid.scale), tr("%1 of %2").arg(error.levelsUsed).arg(grid.high - grid.low + 1),
                        percentText(error.clippedShare), shortNumber(drawn.rounding), shortNumber(drawn.clipping),
                        decibels(drawn.sqnrDb()), tr("%1 %").arg(best)}}));
    }

private:
    SmallGrid gridFor(double reach, int percent) const
    {
        auto grid = symmetricGrid(reach * percent / 100, m_bits->value());
        grid.zero = m_zero->value();
        return grid;
    }

    // Where the sum of both errors is smallest, in per cent of the range.
    int drawCurve(const std::vector<float>& values, double reach)
    {
        LessonSeries rounding{tr("rounding"), LessonSeries::Look::Line, LessonColor::After, {}, {}};
        LessonSeries clipping{tr("clipping"), LessonSeries::Look::Dashed, LessonColor::Worse, {}, {}};
        LessonSeries sum{tr("both"), LessonSeries::Look::Line, LessonColor::Mark, {}, {}};
        for (int percent = 5; percent <= 100; percent += 5) {
            const auto error = gridError(values, gridFor(reach, percent));
            for (auto* series : {&rounding, &clipping, &sum})
                series->x.push_back(percent);
            rounding.y.push_back(error.rounding);
            clipping.y.push_back(error.clipping);
            sum.y.push_back(error.total());
        }
        const auto least = static_cast<size_t>(std::min_element(sum.y.begin(), sum.y.end()) - sum.y.begin());
        LessonPicture picture;
        picture.series = {rounding,
                          clipping,
                          sum,
                          {tr("least"), LessonSeries::Look::Points, LessonColor::Mark, {sum.x[least]}, {sum.y[least]}}};
        picture.xTitle = tr("Range kept (%)");
        picture.yTitle = tr("Mean squared error");
        picture.verticals = {double(m_clip->value())};
        m_curve->setPicture(picture);
        return static_cast<int>(sum.x[least]);
    }

    QComboBox* m_what = nullptr;
    QSlider* m_bits = nullptr;
    QSlider* m_clip = nullptr;
    QSlider* m_zero = nullptr;
    HistogramPlot* m_histogram = nullptr;
    LessonPlot* m_curve = nullptr;
};

}

LearnPage* createNumberLinePage(QWidget* parent)
{
    return new NumberLinePage(parent);
}

}
