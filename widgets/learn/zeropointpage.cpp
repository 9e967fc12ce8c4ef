// SPDX-License-Identifier: GPL-3.0-or-later
// A grid around 0 and one with a zero point, over the same values.

#include "learn/learnpages.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QSlider>

#include "common/appearance.h"
#include "common/numbertext.h"
#include "layerview/zeropoint.h"
#include "learn/learnpage.h"
#include "learn/lessonfigures.h"
#include "learn/lessonplot.h"
#include "plots/histogramplot.h"

namespace quantscope {
namespace {

constexpr int fewestZeroBits = 2, mostZeroBits = 8;
constexpr double littleGain = 0.5; // dB

class ZeroPointPage final : public LearnPage
{
    Q_DECLARE_TR_FUNCTIONS(ZeroPointPage)

public:
    explicit ZeroPointPage(QWidget* parent)
        : LearnPage(parent)
    {
        m_what = addChoice(QStringLiteral("what"), tr("Values"), {tr("Inputs"), tr("Weights")});
        m_bits = addBits(fewestZeroBits, mostZeroBits, 4);
        m_symmetric = new HistogramPlot(this);
        m_symmetric->setAccessibleName(tr("Values on the symmetric grid"));
        m_asymmetric = new HistogramPlot(this);
        m_asymmetric->setAccessibleName(tr("Values on the grid with a zero point"));
        m_curve = new LessonPlot(QStringLiteral("zero-point"), tr("SQNR of both grids over the bits"), this);
        addPlot(m_symmetric);
        addPlot(m_asymmetric);
        addPlot(m_curve);
    }

    QString text() const override
    {
        return tr(
            "<h3>Zero points</h3>"
            "<p>A <b>symmetric</b> grid has its zero at code 0 and reaches equally far to both sides: "
            "<i>s</i> = max|<i>x</i>| / (2<sup>b−1</sup> − 1). Where values lie on one side, as behind a GELU, "
            "half of its codes stand for values that never come.</p>"
            "<p>An <b>asymmetric</b> grid spreads its 2<sup>b</sup> codes from the smallest value to the largest: "
            "<i>s</i> = (max − min) / (2<sup>b</sup> − 1). The <b>zero point</b> <i>z</i> = round(−min / <i>s</i>) is "
            "the code of 0, so that 0 stays exact. At best the step halves, which is one bit or 6 dB.</p>"
            "<p>It is not free: Σ<i>w</i>(<i>q</i> − <i>z</i>) = Σ<i>wq</i> − <i>z</i>Σ<i>w</i>. For inputs the second "
            "sum is known ahead, one number per output channel. A zero point of the weights needs the sum of the "
            "inputs, anew for every token. That is why weights are mostly symmetric.</p>");
    }

    LessonWish wish() const override
    {
        return {Tower::Vision, Role::MlpDown};
    }

protected:
    void refresh(const LessonData& lesson) override
    {
        const bool inputs = m_what->currentIndex() == 0;
        const auto& values = inputs ? lesson.inputs : lesson.weight;
        const auto use = zeroPointUse(values, m_bits->value());
        for (const auto& [plot, part] : {std::pair(m_symmetric, &use.symmetric), {m_asymmetric, &use.asymmetric}}) {
            plot->setSeries({{tr("values"), HistogramSeries::Look::After, histogramOf(values)}},
                            towerColor(lesson.layer.tower), inputs ? tr("Input") : tr("Weight"));
            plot->setGrid(gridView(part->grid, part->error), false);
        }
        drawCurve(values);
        const double gain = use.asymmetric.error.sqnrDb() - use.symmetric.error.sqnrDb();
        setNote(gain >= littleGain
                    ? QString()
                    : tr("These values reach about equally far to both sides: a zero point gains little."));
        setValues(tableHtml({{{}, tr("Step"), tr("Zero point"), tr("Codes within reach"), tr("Codes used"), tr("SQNR")},
                             rowOfGrid(tr("symmetric"), use.symmetric),
                             rowOfGrid(tr("with a zero point"), use.asymmetric)}));
    }

private:
    static QStringList rowOfGrid(const QString& name, const GridUse& use)
    {
        const auto ofAll = [&](int64_t count) {
            return tr("%1 of %2").arg(count).arg(use.grid.high - use.grid.low + 1);
        };
        return {name,
                shortNumber(use.grid.scale),
                QString::number(static_cast<int>(use.grid.zero)),
                ofAll(use.reached),
                ofAll(use.error.levelsUsed),
                decibels(use.error.sqnrDb())};
    }

    void drawCurve(const std::vector<float>& values)
    {
        LessonSeries symmetric{tr("symmetric"), LessonSeries::Look::Dashed, LessonColor::Before, {}, {}};
        LessonSeries asymmetric{tr("with a zero point"), LessonSeries::Look::Line, LessonColor::After, {}, {}};
        for (int bits = fewestZeroBits; bits <= mostZeroBits; ++bits) {
            const auto use = zeroPointUse(values, bits);
            for (auto* series : {&symmetric, &asymmetric})
                series->x.push_back(bits);
            symmetric.y.push_back(use.symmetric.error.sqnrDb());
            asymmetric.y.push_back(use.asymmetric.error.sqnrDb());
        }
        LessonPicture picture;
        picture.series = {symmetric, asymmetric};
        picture.verticals = {double(m_bits->value())};
        picture.xTitle = tr("Bits");
        picture.yTitle = tr("SQNR (dB)");
        m_curve->setPicture(picture);
    }

    QComboBox* m_what = nullptr;
    QSlider* m_bits = nullptr;
    HistogramPlot* m_symmetric = nullptr;
    HistogramPlot* m_asymmetric = nullptr;
    LessonPlot* m_curve = nullptr;
};

}

LearnPage* createZeroPointPage(QWidget* parent)
{
    return new ZeroPointPage(parent);
}

}
