// SPDX-License-Identifier: GPL-3.0-or-later
// More scales or more bits: what each bit per weight buys.

#include "learn/learnpages.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QSlider>

#include <algorithm>
#include <cmath>

#include "common/numbertext.h"
#include "layerview/scalecost.h"
#include "learn/learnpage.h"
#include "learn/lessonfigures.h"
#include "learn/lessonplot.h"

namespace quantscope {
namespace {

constexpr int fewestCostBits = 2, mostCostBits = 8;

class ScaleCostPage final : public LearnPage
{
    Q_DECLARE_TR_FUNCTIONS(ScaleCostPage)

public:
    explicit ScaleCostPage(QWidget* parent)
        : LearnPage(parent)
    {
        m_bits = addBits(fewestCostBits, mostCostBits, 4);
        m_storage = addChoice(QStringLiteral("storage"), tr("A scale is"),
                              {tr("FP16, 16 bits"), tr("FP32, 32 bits"), tr("a power of two, 8 bits")});
        m_zero = addCheck(QStringLiteral("zero"), tr("With zero points"), false);
        m_plot = new LessonPlot(QStringLiteral("scale-cost"), tr("SQNR over bits per weight, one point for each group"),
                                this);
        addPlot(m_plot);
    }

    QString text() const override
    {
        return tr(
            "<h3>What a scale costs</h3>"
            "<p>Smaller groups have smaller ranges, finer steps and more scales. Scales are stored too: with groups of "
            "<i>g</i> weights, <i>b</i>-bit codes, <i>s</i> bits for a scale and <i>b</i> for a zero point, a weight "
            "takes <i>b</i> + (<i>s</i> + <i>b</i>)/<i>g</i> bits; without a zero point <i>b</i> + "
            "<i>s</i>/<i>g</i>. \"4-bit\" weights in groups of 32 with FP16 scales take 4.5 bits.</p>"
            "<p>A bit more in every code halves the step and brings 6 dB. The curve shows what the same bit brings "
            "when it is spent on scales: where it is steeper than the way from one curve to the next, groups are the "
            "better buy. The last column of the table says it in dB per bit.</p>"
            "<p>A power of two as scale costs half of FP16, but it is up to twice as wide as it had to be.</p>");
    }

protected:
    void refresh(const LessonData& lesson) override
    {
        const auto costs = scaleCosts(lesson.weight, lesson.channels, wishOf(m_bits->value()));
        LessonPicture picture;
        for (const int bits : {m_bits->value() - 1, m_bits->value(), m_bits->value() + 1})
            if (bits >= fewestCostBits && bits <= mostCostBits)
                addCurve(picture, bits, scaleCosts(lesson.weight, lesson.channels, wishOf(bits)));
        picture.xTitle = tr("Bits per weight, with scales");
        picture.yTitle = tr("SQNR (dB)");
        m_plot->setPicture(picture);
        QList<QStringList> rows{{tr("Group"), tr("Scales in the sample"), tr("Bits per weight"), tr("SQNR"),
                                 tr("Gain per bit over whole rows")}};
        for (const auto& cost : costs)
            rows << QStringList{cost.group == costs.back().group ? tr("%1 (a row)").arg(cost.group)
                                                                 : QString::number(cost.group),
                                QString::number(cost.scales), shortNumber(cost.bitsPerWeight, 4), decibels(cost.sqnrDb),
                                gainText(cost, costs.back())};
        setValues(tableHtml(rows));
    }

private:
    ScaleWish wishOf(int bits) const
    {
        constexpr ScaleStorage storages[] = {ScaleStorage::Float16, ScaleStorage::Float32, ScaleStorage::PowerOfTwo};
        return {bits, m_zero->isChecked(), storages[m_storage->currentIndex()]};
    }

    static QString gainText(const ScaleCost& cost, const ScaleCost& row)
    {
        const double more = cost.bitsPerWeight - row.bitsPerWeight;
        return more > 0 ? decibels((cost.sqnrDb - row.sqnrDb) / more) : QStringLiteral("–");
    }

    void addCurve(LessonPicture& picture, int bits, const std::vector<ScaleCost>& costs) const
    {
        const bool chosen = bits == m_bits->value();
        LessonSeries line{tr("codes of %1 bits").arg(bits),
                          chosen ? LessonSeries::Look::Line : LessonSeries::Look::Dashed,
                          chosen                       ? LessonColor::After
                              : bits < m_bits->value() ? LessonColor::Before
                                                       : LessonColor::Text,
                          {},
                          {}};
        for (const auto& cost : costs) {
            line.x.push_back(cost.bitsPerWeight);
            line.y.push_back(cost.sqnrDb);
        }
        picture.series.push_back(line);
        if (chosen)
            picture.series.push_back({tr("groups"), LessonSeries::Look::Points, LessonColor::Mark, line.x, line.y});
    }

    QSlider* m_bits = nullptr;
    QComboBox* m_storage = nullptr;
    QCheckBox* m_zero = nullptr;
    LessonPlot* m_plot = nullptr;
};

}

LearnPage* createScaleCostPage(QWidget* parent)
{
    return new ScaleCostPage(parent);
}

}
