// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/sensitivityplot.h"

#include <QKeyEvent>

#include <algorithm>
#include <cmath>

#include <qcustomplot.h>

#include "common/appearance.h"
#include "common/csvtext.h"
#include "common/numbertext.h"
#include "plots/plotcolors.h"

namespace quantscope {

SensitivityPlot::SensitivityPlot(const QString& name, Style style, QWidget* parent)
    : PlotView(name, parent)
    , m_style(style)
{
    m_towerAxis = plot()->axisRect()->addAxis(QCPAxis::atBottom);
    m_towerAxis->setTickLength(0, 0); // without ticks there would be no labels
    m_towerAxis->grid()->setVisible(false);
    connect(plot()->xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), m_towerAxis,
            qOverload<const QCPRange&>(&QCPAxis::setRange));
}

void SensitivityPlot::setLayers(const std::vector<Layer>& layers)
{
    m_layers = layers;
    m_labels = layerLabels(layers);
    if (m_selected >= count())
        m_selected = -1;
    redraw();
}

void SensitivityPlot::setSeries(Series now, Series behind, bool logarithmic)
{
    const bool otherMeaning = now.title != m_now.title;
    m_now = std::move(now);
    m_behind = std::move(behind);
    m_logarithmic = logarithmic;
    if (otherMeaning)
        redrawAll();
    else
        redraw();
}

void SensitivityPlot::setSelectedLayer(int layer)
{
    m_selected = layer >= 0 && layer < count() ? layer : -1;
    redraw();
}

int SensitivityPlot::selectedLayer() const
{
    return m_selected;
}

int SensitivityPlot::count() const
{
    return static_cast<int>(m_layers.size());
}

std::optional<double> SensitivityPlot::drawable(const Series& series, int layer) const
{
    if (layer < 0 || layer >= static_cast<int>(series.values.size()))
        return {};
    const auto& value = series.values[static_cast<size_t>(layer)];
    return value && std::isfinite(*value) && (!m_logarithmic || *value > 0) ? value : std::nullopt;
}

bool SensitivityPlot::hasData() const
{
    const auto any = [](const Series& series) {
        return std::any_of(series.values.begin(), series.values.end(),
                           [](const auto& value) { return value.has_value(); });
    };
    return count() > 0 && (any(m_now) || any(m_behind));
}

bool SensitivityPlot::redrawsOnZoom() const
{
    return true;
}

SensitivityPlot::Extent SensitivityPlot::extent() const
{
    std::optional<double> low, high;
    for (const auto* series : {&m_now, &m_behind})
        for (int i = 0; i < count(); ++i)
            if (const auto value = drawable(*series, i)) {
                low = std::min(low.value_or(*value), *value);
                high = std::max(high.value_or(*value), *value);
            }
    Extent extent{-0.7, count() - 0.3, 0, 1};
    if (m_logarithmic) {
        extent.yLow = std::pow(10.0, std::floor(std::log10(low.value_or(1)) - 0.05));
        extent.yHigh = std::pow(10.0, std::ceil(std::log10(high.value_or(1)) + 0.05));
    } else {
        extent.yLow = std::min(0.0, low.value_or(0));
        extent.yHigh = std::max(extent.yLow + 1e-6, high.value_or(1) * 1.1);
    }
    return extent;
}

void SensitivityPlot::prepareAxes(const QPalette& palette)
{
    const auto all = extent();
    m_floor = m_logarithmic ? all.yLow : 0;
    setExtent(all);
    setLayerTicks(plot()->xAxis, m_towerAxis, m_labels);
    m_towerAxis->setRange(plot()->xAxis->range());
    m_towerAxis->setBasePen(Qt::NoPen);
    m_towerAxis->setTickPen(QPen(palette.color(QPalette::Base)));
    QCPAxis* x = plot()->xAxis;
    x->setTickLength(0, 0);
    x->setSubTickLength(0, 5);
    x->grid()->setPen(Qt::NoPen);
    x->grid()->setZeroLinePen(Qt::NoPen);
    QCPAxis* y = plot()->yAxis;
    y->setLabel(m_style == Style::Steps ? tr("Bits") : m_now.title);
    y->setScaleType(m_logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    if (m_logarithmic) {
        y->setTicker(QSharedPointer<QCPAxisTickerLog>::create());
        y->setNumberFormat(QStringLiteral("gb")); // 0.09 rather than 9·10⁻²
        y->setNumberPrecision(3);
    } else if (m_style == Style::Steps) {
        auto whole = QSharedPointer<QCPAxisTickerFixed>::create();
        whole->setTickStep(1);
        whole->setScaleStrategy(QCPAxisTickerFixed::ssMultiples);
        y->setTicker(whole);
        y->setNumberFormat(QStringLiteral("gb"));
        y->setNumberPrecision(6);
    } else {
        y->setTicker(QSharedPointer<QCPAxisTicker>::create());
        y->setNumberFormat(QStringLiteral("gb"));
        y->setNumberPrecision(6);
    }
}

void SensitivityPlot::draw(const QPalette& palette)
{
    prepareAxes(palette);
    drawColumn(palette);
    const QColor grey = baselineColor(palette), color = betterColor(palette);
    if (m_style == Style::Bars) {
        drawBars(m_behind, 0.9, mixed(grey, palette.color(QPalette::Base), 0.4));
        drawBars(m_now, 0.6, color);
    } else {
        // Dashes show on a line that is broader, also where both are one.
        drawSteps(m_now, QPen(mixed(color, palette.color(QPalette::Base), 0.6), 5));
        drawSteps(m_behind, QPen(palette.color(QPalette::Text), 1.5, Qt::DashLine));
    }
    showLegend(palette);
}

void SensitivityPlot::drawColumn(const QPalette& palette)
{
    if (m_selected < 0 || !marksSelection())
        return;
    auto* rect = new QCPItemRect(plot());
    rect->topLeft->setTypeY(QCPItemPosition::ptAxisRectRatio);
    rect->bottomRight->setTypeY(QCPItemPosition::ptAxisRectRatio);
    rect->topLeft->setCoords(m_selected - 0.5, 0);
    rect->bottomRight->setCoords(m_selected + 0.5, 1);
    rect->setBrush(mixed(highlightColor(palette), palette.color(QPalette::Base), 0.3));
    rect->setPen(Qt::NoPen);
}

std::pair<QVector<double>, QVector<double>> SensitivityPlot::points(const Series& series) const
{
    std::pair<QVector<double>, QVector<double>> points;
    for (int i = 0; i < count(); ++i)
        if (const auto value = drawable(series, i)) {
            points.first << i;
            points.second << *value;
        }
    return points;
}

void SensitivityPlot::drawBars(const Series& series, double width, const QColor& fill)
{
    const auto [keys, heights] = points(series);
    if (keys.isEmpty())
        return;
    auto* bars = new QCPBars(plot()->xAxis, plot()->yAxis);
    bars->setBaseValue(m_floor);
    bars->setWidth(width);
    bars->setPen(Qt::NoPen);
    bars->setBrush(fill);
    bars->setName(series.title);
    bars->setData(keys, heights, true);
}

void SensitivityPlot::drawSteps(const Series& series, const QPen& pen)
{
    const auto [keys, heights] = points(series);
    if (keys.isEmpty())
        return;
    auto* graph = new QCPGraph(plot()->xAxis, plot()->yAxis);
    graph->setLineStyle(QCPGraph::lsStepCenter);
    graph->setPen(pen);
    graph->setName(series.title);
    graph->setData(keys, heights, true);
}

int SensitivityPlot::layerAt(QPointF pixel) const
{
    if (!plot()->axisRect()->rect().contains(pixel.toPoint()))
        return -1;
    const int layer = static_cast<int>(std::lround(plot()->xAxis->pixelToCoord(pixel.x())));
    return layer >= 0 && layer < count() ? layer : -1;
}

QString SensitivityPlot::hoverText(QPointF pixel) const
{
    const int layer = layerAt(pixel);
    if (layer < 0)
        return {};
    QStringList lines{shortLayerName(m_layers[static_cast<size_t>(layer)])};
    for (const auto* series : {&m_now, &m_behind})
        if (layer < static_cast<int>(series->values.size()))
            if (const auto& value = series->values[static_cast<size_t>(layer)])
                lines << tr("%1: %2").arg(series->title, m_logarithmic ? scientificText(*value) : shortNumber(*value));
    return lines.join('\n');
}

void SensitivityPlot::click(QPointF pixel)
{
    if (const int layer = layerAt(pixel); layer >= 0)
        selectByUser(layer);
}

void SensitivityPlot::selectByUser(int layer)
{
    if (layer == m_selected)
        return;
    setSelectedLayer(layer);
    emit layerSelected(layer);
}

void SensitivityPlot::keyPressEvent(QKeyEvent* event)
{
    const bool plain = event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
    const int key = event->key();
    if (!plain || count() == 0)
        return PlotView::keyPressEvent(event);
    if (key == Qt::Key_Left)
        return selectByUser(m_selected < 0 ? count() - 1 : std::max(0, m_selected - 1));
    if (key == Qt::Key_Right)
        return selectByUser(std::min(count() - 1, m_selected + 1));
    if (key == Qt::Key_Home)
        return selectByUser(0);
    if (key == Qt::Key_End)
        return selectByUser(count() - 1);
    PlotView::keyPressEvent(event);
}

QString SensitivityPlot::csv() const
{
    const auto value = [](const Series& series, size_t i) {
        return i < series.values.size() ? csvDigits(series.values[i]) : QString();
    };
    QList<QStringList> rows{{tr("Layer"), m_now.title}};
    if (!m_behind.values.empty())
        rows.first() << m_behind.title;
    for (size_t i = 0; i < m_layers.size(); ++i) {
        rows << QStringList{QString::fromStdString(m_layers[i].name), value(m_now, i)};
        if (!m_behind.values.empty())
            rows.last() << value(m_behind, i);
    }
    return csvText(rows);
}

}
