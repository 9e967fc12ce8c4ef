// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/layerplot.h"

#include <QKeyEvent>

#include <algorithm>
#include <cmath>
#include <limits>

#include <qcustomplot.h>

#include "common/appearance.h"
#include "common/csvtext.h"
#include "common/numbertext.h"

namespace quantscope {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

std::vector<Layer> layersOf(const std::vector<LayerRow>& rows)
{
    std::vector<Layer> layers;
    layers.reserve(rows.size());
    for (const auto& row : rows)
        layers.push_back(row.report.layer);
    return layers;
}

QString bitsText(const Scheme& scheme)
{
    const auto text = [](int bits) { return bits < 16 ? LayerPlot::tr("%1 bits").arg(bits) : LayerPlot::tr("float"); };
    return LayerPlot::tr("weight %1, activation %2").arg(text(scheme.weightBits), text(scheme.activationBits));
}

}

LayerPlot::LayerPlot(QWidget* parent)
    : PlotView(QStringLiteral("layers"), parent)
    , m_metric(&layerMetrics().front())
{
    setAccessibleName(tr("Error of every layer"));
    m_towerAxis = plot()->axisRect()->addAxis(QCPAxis::atBottom);
    m_towerAxis->setTickLength(0, 0); // without ticks there would be no labels
    m_towerAxis->grid()->setVisible(false);
    connect(plot()->xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), m_towerAxis,
            qOverload<const QCPRange&>(&QCPAxis::setRange));
    connect(plot()->xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, &LayerPlot::tellShownLayers);
    setPlaceholder(tr("The error of every layer along the depth of the model.\nRun a recipe to fill it."));
}

void LayerPlot::setLayers(std::vector<LayerRow> now, std::vector<LayerReport> baseline, const QString& baselineName)
{
    m_now = std::move(now);
    m_baseline = std::move(baseline);
    m_baselineName = baselineName;
    m_labels = layerLabels(layersOf(m_now));
    if (m_selected >= count())
        m_selected = -1;
    redraw();
}

void LayerPlot::updateLayer(int layer, const LayerRow& row)
{
    if (layer < 0 || layer >= count())
        return;
    m_now[static_cast<size_t>(layer)] = row;
    redraw();
}

void LayerPlot::setMetric(const LayerMetric& metric, ErrorScope scope)
{
    const bool other = &metric != m_metric;
    m_metric = &metric;
    m_scope = scope;
    if (other)
        redrawAll(); // the old heights mean nothing now
    else
        redraw();
}

void LayerPlot::setStyle(Style style)
{
    m_style = style;
    redraw();
}

void LayerPlot::setSelectedLayer(int layer)
{
    m_selected = layer >= 0 && layer < count() ? layer : -1;
    const QCPRange visible = plot()->xAxis->range();
    if (m_selected >= 0 && isZoomed() && !visible.contains(m_selected))
        showOnly(m_selected - visible.size() / 2, m_selected + visible.size() / 2);
    redraw();
}

int LayerPlot::selectedLayer() const
{
    return m_selected;
}

void LayerPlot::setHighlightedLayers(std::vector<int> layers)
{
    std::sort(layers.begin(), layers.end());
    m_highlighted = std::move(layers);
    redraw();
}

int LayerPlot::count() const
{
    return static_cast<int>(m_now.size());
}

bool LayerPlot::stale(int layer) const
{
    const auto& row = m_now[static_cast<size_t>(layer)];
    return m_metric->scoped ? row.errorStale : row.weightStale;
}

std::optional<double> LayerPlot::nowValue(int layer) const
{
    return m_metric->value(m_now[static_cast<size_t>(layer)].report, m_scope);
}

std::optional<double> LayerPlot::baselineValue(int layer) const
{
    return layer < static_cast<int>(m_baseline.size())
        ? m_metric->value(m_baseline[static_cast<size_t>(layer)], m_scope)
        : std::nullopt;
}

LayerPlot::Values LayerPlot::values() const
{
    const auto drawable = [this](std::optional<double> value) {
        return value && std::isfinite(*value) && (!m_metric->logarithmic || *value > 0) ? *value : none;
    };
    Values result;
    for (int i = 0; i < count(); ++i) {
        const auto value = nowValue(i);
        result.now.push_back(drawable(value));
        result.baseline.push_back(drawable(baselineValue(i)));
        if (!value || std::isnan(*value) || !std::isnan(result.now.back()))
            continue;
        const bool top = *value > 0;
        result.marks.push_back({i, top,
                                top                      ? QStringLiteral("∞")
                                    : std::isinf(*value) ? QStringLiteral("−∞")
                                                         : QStringLiteral("0")});
    }
    return result;
}

bool LayerPlot::hasData() const
{
    for (int i = 0; i < count(); ++i)
        if (nowValue(i) || baselineValue(i))
            return true;
    return false;
}

QString LayerPlot::shownMetric() const
{
    if (!m_metric->scoped)
        return metricTitle(*m_metric);
    return m_scope == ErrorScope::Isolated ? tr("%1 of each layer alone").arg(metricTitle(*m_metric))
                                           : tr("%1 with all layers before").arg(metricTitle(*m_metric));
}

QString LayerPlot::emptyText() const
{
    if (m_now.empty())
        return PlotView::emptyText();
    return tr("No layer has a value of “%1” yet.\nLayers get one when a run has quantized and measured them.")
        .arg(metricTitle(*m_metric));
}

double LayerPlot::pixelsPerLayer() const
{
    return plotWidth() / std::max(plot()->xAxis->range().size(), 1e-9);
}

bool LayerPlot::redrawsOnZoom() const
{
    return true;
}

int LayerPlot::layerAt(QPointF pixel) const
{
    if (!plot()->axisRect()->rect().contains(pixel.toPoint()))
        return -1;
    const int layer = static_cast<int>(std::lround(plot()->xAxis->pixelToCoord(pixel.x())));
    return layer >= 0 && layer < count() ? layer : -1;
}

QString LayerPlot::hoverText(QPointF pixel) const
{
    const int layer = layerAt(pixel);
    if (layer < 0)
        return {};
    const auto& report = m_now[static_cast<size_t>(layer)].report;
    QStringList lines{QStringLiteral("%1 – %2").arg(shortLayerName(report.layer), roleTitle(report.layer.role)),
                      tr("%1: %2").arg(metricTitle(*m_metric), metricText(*m_metric, nowValue(layer)))};
    if (stale(layer) && nowValue(layer))
        lines.last() += ' ' + tr("(previous run)");
    if (!m_baseline.empty())
        lines << tr("%1: %2").arg(m_baselineName, metricText(*m_metric, baselineValue(layer)));
    lines << bitsText(report.scheme);
    return lines.join('\n');
}

void LayerPlot::click(QPointF pixel)
{
    m_selectedBefore = m_selected;
    if (const int layer = layerAt(pixel); layer >= 0)
        selectByUser(layer);
}

void LayerPlot::doubleClick()
{
    if (m_selectedBefore >= 0)
        selectByUser(m_selectedBefore);
    PlotView::doubleClick();
}

void LayerPlot::showLayers(int first, int last)
{
    if (!isDrawn())
        redrawNow(); // no view is within bounds that are not known
    if (first == m_firstShown && last == m_lastShown)
        return;
    if (first <= 0 && last >= count() - 1)
        return resetView();
    showOnly(first - 0.5, last + 0.5);
}

// Layers that are visible with their middle.
void LayerPlot::tellShownLayers()
{
    const QCPRange range = plot()->xAxis->range();
    const int first = std::clamp(static_cast<int>(std::ceil(range.lower - 0.01)), 0, std::max(0, count() - 1));
    const int last = std::clamp(static_cast<int>(std::floor(range.upper + 0.01)), first, std::max(first, count() - 1));
    if (count() == 0 || (first == m_firstShown && last == m_lastShown))
        return;
    m_firstShown = first;
    m_lastShown = last;
    emit shownLayersChanged(first, last);
}

void LayerPlot::selectByUser(int layer)
{
    if (layer == m_selected)
        return;
    setSelectedLayer(layer);
    emit layerSelected(layer);
}

void LayerPlot::keyPressEvent(QKeyEvent* event)
{
    const bool plain = event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
    if (!plain || m_now.empty()) {
        PlotView::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Left: selectByUser(m_selected < 0 ? count() - 1 : std::max(0, m_selected - 1)); return;
    case Qt::Key_Right: selectByUser(std::min(count() - 1, m_selected + 1)); return;
    case Qt::Key_Home: selectByUser(0); return;
    case Qt::Key_End: selectByUser(count() - 1); return;
    default: PlotView::keyPressEvent(event);
    }
}

QString LayerPlot::csv() const
{
    QList<QStringList> rows{{tr("Layer"), metricTitle(*m_metric)}};
    if (!m_baseline.empty())
        rows.first() << m_baselineName;
    for (int i = 0; i < count(); ++i) {
        rows << QStringList{QString::fromStdString(m_now[static_cast<size_t>(i)].report.layer.name),
                            csvDigits(nowValue(i))};
        if (!m_baseline.empty())
            rows.last() << csvDigits(baselineValue(i));
    }
    return csvText(rows);
}

}
