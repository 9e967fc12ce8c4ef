// SPDX-License-Identifier: GPL-3.0-or-later
// What LayerPlot draws.
#include "plots/layerplot.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <qcustomplot.h>

#include "common/appearance.h"
#include "common/numbertext.h"
#include "common/textof.h"
#include "plots/layerscale.h"
#include "plots/plotcolors.h"

namespace quantscope {
namespace {

constexpr double noValue = std::numeric_limits<double>::quiet_NaN();
constexpr double roomForBars = 5; // pixels per layer

QCPScatterStyle::ScatterShape towerShape(Tower tower)
{
    switch (tower) {
    case Tower::Vision: return QCPScatterStyle::ssDisc;
    case Tower::Projector: return QCPScatterStyle::ssSquare;
    case Tower::Llm: return QCPScatterStyle::ssTriangle;
    }
    return QCPScatterStyle::ssDisc;
}

// Missing values are gaps between others; at the ends they would be invalid points of a saved picture.
void setLine(QCPGraph* graph, QVector<double> keys, QVector<double> heights)
{
    while (!heights.isEmpty() && std::isnan(heights.last())) {
        keys.removeLast();
        heights.removeLast();
    }
    const auto first = std::find_if(heights.begin(), heights.end(), [](double v) { return !std::isnan(v); });
    const auto missing = first - heights.begin();
    graph->setData(keys.mid(missing), heights.mid(missing), true);
}

QCPItemRect* addColumn(QCustomPlot* plot, double low, double high)
{
    auto* rect = new QCPItemRect(plot);
    rect->topLeft->setTypeY(QCPItemPosition::ptAxisRectRatio);
    rect->bottomRight->setTypeY(QCPItemPosition::ptAxisRectRatio);
    rect->topLeft->setCoords(low, 0);
    rect->bottomRight->setCoords(high, 1);
    return rect;
}

QCPItemText* addText(QCustomPlot* plot, double x, bool top, const QString& text, const QColor& color)
{
    auto* item = new QCPItemText(plot);
    item->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    item->position->setCoords(x, top ? 0 : 1);
    item->setPositionAlignment(Qt::AlignHCenter | (top ? Qt::AlignTop : Qt::AlignBottom));
    item->setText(text);
    item->setFont(plot->font());
    item->setColor(color);
    return item;
}

}

LayerPlot::Extent LayerPlot::extentOf(const Values& values) const
{
    std::vector<double> finite;
    for (const auto* list : {&values.now, &values.baseline})
        std::copy_if(list->begin(), list->end(), std::back_inserter(finite), [](double v) { return !std::isnan(v); });
    const auto scale = layerScale(*m_metric, finite);
    Extent extent{-0.7, count() - 0.3, scale.low, scale.high};
    if (scale.logarithmic)
        return extent;
    const double room = scale.high - scale.low;
    extent.yLow -= scale.low < 0 ? 0.05 * room : 0;
    extent.yHigh += (values.marks.empty() ? 0.08 : 0.15) * room;
    return extent;
}

void LayerPlot::prepareAxes(const Values& values)
{
    const Extent extent = extentOf(values);
    m_lowest = extent.yLow;
    setExtent(extent);
    setLayerTicks(plot()->xAxis, m_towerAxis, m_labels);
    m_towerAxis->setRange(plot()->xAxis->range());
    QCPAxis* x = plot()->xAxis;
    x->setTickLength(0, 0);
    x->setSubTickLength(0, 5);
    x->grid()->setSubGridVisible(pixelsPerLayer() * count() / std::max<size_t>(1, layerGroups(m_labels).size()) > 6);
    QCPAxis* y = plot()->yAxis;
    y->setLabel(fittingTitle({metricTitle(*m_metric), textOf(m_metric->unit)}));
    if (m_metric->logarithmic) {
        y->setScaleType(QCPAxis::stLogarithmic);
        y->setTicker(QSharedPointer<QCPAxisTickerLog>::create());
        y->setNumberFormat(QStringLiteral("eb"));
        y->setNumberPrecision(0);
    } else {
        y->setScaleType(QCPAxis::stLinear);
        y->setTicker(QSharedPointer<QCPAxisTicker>::create());
        y->setNumberFormat(QStringLiteral("gb"));
        y->setNumberPrecision(6);
    }
}

void LayerPlot::draw(const QPalette& palette)
{
    const Values all = values();
    prepareAxes(all);
    plot()->xAxis->grid()->setPen(Qt::NoPen);
    m_towerAxis->setBasePen(Qt::NoPen);
    m_towerAxis->setTickPen(QPen(palette.color(QPalette::Base))); // even without length it leaves a dot
    plot()->xAxis->grid()->setZeroLinePen(Qt::NoPen);
    plot()->xAxis->grid()->setSubGridPen(QPen(gridColor(palette)));
    drawBands(palette);
    drawBaseline(all, palette);
    if (m_style == Style::Bars)
        drawBars(all, palette);
    else
        drawLines(all, palette);
    drawMarks(all, palette);
    drawTowerBorders(palette);
    drawSelection(palette);
    showLegend(palette);
}

void LayerPlot::drawBands(const QPalette& palette)
{
    if (!marksSelection())
        return;
    const QColor color = mixed(palette.color(QPalette::Highlight), palette.color(QPalette::Base), 0.25);
    for (size_t i = 0; i < m_highlighted.size();) {
        size_t end = i + 1;
        while (end < m_highlighted.size() && m_highlighted[end] <= m_highlighted[end - 1] + 1)
            ++end;
        auto* band = addColumn(plot(), m_highlighted[i] - 0.5, m_highlighted[end - 1] + 0.5);
        band->setBrush(color);
        band->setPen(QPen(palette.color(QPalette::Highlight), 1, Qt::DotLine));
        i = end;
    }
    if (m_selected < 0)
        return;
    auto* column = addColumn(plot(), m_selected - 0.5, m_selected + 0.5);
    column->setBrush(mixed(highlightColor(palette), palette.color(QPalette::Base), 0.3));
    column->setPen(Qt::NoPen);
}

void LayerPlot::drawBaseline(const Values& values, const QPalette& palette)
{
    if (std::all_of(values.baseline.begin(), values.baseline.end(), [](double v) { return std::isnan(v); }))
        return;
    const QColor grey = baselineColor(palette);
    const bool asBars = m_style == Style::Bars && pixelsPerLayer() >= roomForBars;
    const double floor = asBars ? barFloor() : 0;
    QVector<double> keys, heights;
    for (int i = 0; i < count(); ++i) {
        if (asBars && std::isnan(values.baseline[static_cast<size_t>(i)]))
            continue;
        keys << i;
        heights << values.baseline[static_cast<size_t>(i)] - floor;
    }
    if (asBars) {
        auto* bars = new QCPBars(plot()->xAxis, plot()->yAxis);
        bars->setBaseValue(floor);
        bars->setWidth(0.94);
        bars->setPen(QPen(grey));
        bars->setBrush(mixed(grey, palette.color(QPalette::Base), 0.3));
        bars->setName(m_baselineName);
        bars->setData(keys, heights, true);
        return;
    }
    auto* line = plot()->addGraph();
    line->setLineStyle(QCPGraph::lsStepCenter);
    line->setPen(QPen(grey, 1.5));
    line->setName(m_baselineName);
    setLine(line, keys, heights);
}

double LayerPlot::barFloor() const
{
    return std::max(0.0, m_lowest);
}

void LayerPlot::drawBars(const Values& values, const QPalette& palette)
{
    for (const bool old : {false, true}) {
        for (const Tower tower : allTowers())
            addBars(
                values,
                [&](int i) {
                    return m_labels[static_cast<size_t>(i)].tower == tower && stale(i) == old &&
                        !isBelowZero(values, i);
                },
                towerColor(tower), towerTitle(tower), old, palette);
        addBars(
            values, [&](int i) { return stale(i) == old && isBelowZero(values, i); }, worseColor(palette),
            belowZeroTitle(), old, palette);
    }
}

void LayerPlot::addBars(const Values& values, const std::function<bool(int)>& belongs, const QColor& color,
                        const QString& name, bool old, const QPalette& palette)
{
    const bool wide = pixelsPerLayer() >= roomForBars;
    const double floor = barFloor();
    QVector<double> keys, heights;
    for (int i = 0; i < count(); ++i)
        if (belongs(i) && !std::isnan(values.now[static_cast<size_t>(i)])) {
            keys << i;
            heights << values.now[static_cast<size_t>(i)] - floor; // QCPBars counts from its base
        }
    if (keys.isEmpty())
        return;
    auto* bars = new QCPBars(plot()->xAxis, plot()->yAxis);
    bars->setBaseValue(floor);
    bars->setWidth(wide ? 0.62 : 1.0);
    bars->setBrush(old ? mixed(color, palette.color(QPalette::Base), 0.35) : color);
    bars->setPen(old && wide ? QPen(color, 1, Qt::DotLine) : QPen(Qt::NoPen));
    bars->setName(old ? tr("%1, previous run").arg(name) : name);
    bars->setData(keys, heights, true);
}

// More error than signal, in any tower.
bool LayerPlot::isBelowZero(const Values& values, int layer) const
{
    return !m_metric->logarithmic && values.now[static_cast<size_t>(layer)] < 0;
}

QString LayerPlot::belowZeroTitle() const
{
    return m_metric->unit.empty() ? tr("below 0") : tr("below 0 %1").arg(textOf(m_metric->unit));
}

void LayerPlot::drawLines(const Values& values, const QPalette& palette)
{
    for (const Tower tower : allTowers()) {
        QVector<double> keys, heights, oldKeys, oldHeights;
        bool any = false;
        for (int i = 0; i < count(); ++i) {
            if (m_labels[static_cast<size_t>(i)].tower != tower)
                continue;
            const double value = values.now[static_cast<size_t>(i)];
            any = any || !std::isnan(value);
            keys << i;
            heights << value;
            oldKeys << i;
            oldHeights << (stale(i) ? value : noValue);
        }
        if (!any)
            continue;
        const QColor color = towerColor(tower);
        const double size = pointSize();
        auto* line = plot()->addGraph();
        line->setPen(QPen(color, 1.4));
        line->setScatterStyle(QCPScatterStyle(towerShape(tower), color, color, size));
        line->setName(towerTitle(tower));
        setLine(line, keys, heights);
        if (std::all_of(oldHeights.begin(), oldHeights.end(), [](double v) { return std::isnan(v); }))
            continue;
        auto* hollow = plot()->addGraph();
        hollow->setLineStyle(QCPGraph::lsNone);
        hollow->setScatterStyle(QCPScatterStyle(towerShape(tower), color, palette.color(QPalette::Base), size));
        hollow->setName(tr("%1, previous run").arg(towerTitle(tower)));
        setLine(hollow, oldKeys, oldHeights);
    }
    drawPointsBelowZero(values, palette);
}

void LayerPlot::drawPointsBelowZero(const Values& values, const QPalette& palette)
{
    const QColor color = worseColor(palette);
    const double size = pointSize();
    bool isNamed = false;
    for (const Tower tower : allTowers()) {
        QVector<double> keys, heights;
        for (int i = 0; i < count(); ++i)
            if (m_labels[static_cast<size_t>(i)].tower == tower && isBelowZero(values, i) && !stale(i)) {
                keys << i;
                heights << values.now[static_cast<size_t>(i)];
            }
        if (keys.isEmpty())
            continue;
        auto* points = plot()->addGraph();
        points->setLineStyle(QCPGraph::lsNone);
        points->setScatterStyle(QCPScatterStyle(towerShape(tower), color, color, size));
        points->setName(isNamed ? QString() : belowZeroTitle());
        points->setData(keys, heights, true);
        isNamed = true;
    }
}

double LayerPlot::pointSize() const
{
    return std::clamp(pixelsPerLayer() * 0.6, 2.0, 7.0);
}

void LayerPlot::drawMarks(const Values& values, const QPalette& palette)
{
    // Where layers are too close for a text each, every so many carry one.
    const double room = plot()->fontMetrics().horizontalAdvance(QStringLiteral("∞")) + 1;
    double used = -std::numeric_limits<double>::infinity();
    for (const auto& mark : values.marks) {
        const double at = mark.layer * pixelsPerLayer();
        if (at - used < room)
            continue;
        used = at;
        const QColor color = stale(mark.layer) ? quietText(palette) : palette.color(QPalette::Text);
        addText(plot(), mark.layer, mark.top, mark.text, color);
    }
}

void LayerPlot::drawTowerBorders(const QPalette& palette)
{
    for (size_t i = 1; i < m_labels.size(); ++i) {
        if (m_labels[i].tower == m_labels[i - 1].tower)
            continue;
        auto* line = new QCPItemStraightLine(plot());
        const double x = static_cast<double>(i) - 0.5;
        line->point1->setTypeY(QCPItemPosition::ptAxisRectRatio);
        line->point2->setTypeY(QCPItemPosition::ptAxisRectRatio);
        line->point1->setCoords(x, 0);
        line->point2->setCoords(x, 1);
        line->setPen(QPen(quietText(palette), 1, Qt::DashLine));
    }
}

void LayerPlot::drawSelection(const QPalette& palette)
{
    if (m_selected < 0 || !marksSelection())
        return;
    auto* marker = addText(plot(), m_selected, true, QStringLiteral("▼"), highlightColor(palette));
    marker->setClipToAxisRect(false);
    marker->setPositionAlignment(Qt::AlignHCenter | Qt::AlignBottom);
}

}
