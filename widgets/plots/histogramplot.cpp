// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/histogramplot.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <qcustomplot.h>

#include "common/appearance.h"
#include "common/csvtext.h"
#include "common/numbertext.h"
#include "plots/plotcolors.h"

namespace quantscope {
namespace {

constexpr double pixelsPerBin = 2;
constexpr double pixelsPerLevel = 5; // lines that are closer are drawn as a strip of ticks
constexpr double pixelsPerTick = 3;
constexpr double tickHeight = 0.05;
constexpr double logFloor = 0.7; // below one value

// Bins are merged in equal numbers until they are as wide as wanted.
Histogram withBins(const Histogram& histogram, double width)
{
    auto bins = static_cast<int64_t>(histogram.counts.size());
    double now = histogram.binWidth();
    while (bins > 1 && bins % 2 == 0 && now * 1.5 < width) {
        bins /= 2;
        now *= 2;
    }
    return histogram.coarser(bins);
}

}

HistogramPlot::HistogramPlot(QWidget* parent)
    : PlotView(QStringLiteral("distribution"), parent)
{
    setAccessibleName(tr("Distribution of values"));
}

void HistogramPlot::setSeries(std::vector<HistogramSeries> series, const QColor& color, const QString& xTitle)
{
    std::erase_if(series, [](const HistogramSeries& s) { return s.histogram.total() <= 0; });
    m_series = std::move(series);
    m_color = color;
    m_title = xTitle;
    redraw();
}

void HistogramPlot::setGrid(std::optional<GridView> grid, bool oneRow, std::optional<GridView> image)
{
    m_grid = grid;
    m_imageGrid = grid ? image : std::nullopt;
    m_oneRow = oneRow;
    redraw();
}

void HistogramPlot::setQuantizes(bool on)
{
    m_quantizes = on;
    redraw();
}

void HistogramPlot::setLogCounts(bool on)
{
    m_log = on;
    redrawAll();
}

bool HistogramPlot::hasData() const
{
    return !m_series.empty();
}

bool HistogramPlot::redrawsOnZoom() const
{
    return true;
}

// Image tokens have the lower half, where both are drawn.
std::vector<HistogramPlot::Layer> HistogramPlot::layers() const
{
    if (!m_grid)
        return {};
    if (!m_imageGrid)
        return {{*m_grid, {}}};
    return {{*m_imageGrid, tr("image tokens"), 0, 0.5}, {*m_grid, tr("text tokens"), 0.5, 1}};
}

QStringList HistogramPlot::caption() const
{
    if (!m_grid)
        return {m_quantizes ? tr("the grid is not known yet") : tr("not quantized")};
    QStringList parts;
    for (const auto& [grid, name, bottom, top] : layers()) {
        const QStringList facts{tr("%1 levels").arg(grid.levels()), tr("step %1").arg(shortNumber(grid.scale)),
                                tr("clipped %1").arg(percentText(grid.clippedShare))};
        if (name.isEmpty())
            parts << facts;
        else
            parts << tr("%1: %2").arg(name, facts.join(QStringLiteral(", ")));
    }
    if (m_grid->perToken)
        parts << tr("every token has its own grid, drawn for the widest");
    else if (m_grid->grids > 1)
        parts << (m_oneRow ? tr("this row's of %1 grids") : tr("median of %1 grids")).arg(m_grid->grids);
    return parts;
}

HistogramPlot::Span HistogramPlot::dataSpan() const
{
    Span span{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    for (const auto& series : m_series) {
        const auto& h = series.histogram;
        const auto filled = [](double count) { return count > 0; };
        const auto first = std::find_if(h.counts.begin(), h.counts.end(), filled) - h.counts.begin();
        const auto behind = h.counts.rend() - std::find_if(h.counts.rbegin(), h.counts.rend(), filled);
        span.low = std::min(span.low, h.low + h.binWidth() * static_cast<double>(first));
        span.high = std::max(span.high, h.low + h.binWidth() * static_cast<double>(behind));
    }
    return span;
}

HistogramPlot::Span HistogramPlot::viewSpan() const
{
    Span span = dataSpan();
    const double width = span.high - span.low;
    const Span filled = span;
    for (const auto& layer : layers()) {
        // A grid much wider than the data must not squeeze them.
        span.low = std::min(span.low, std::max(layer.grid.level(layer.grid.low), filled.low - width / 2));
        span.high = std::max(span.high, std::min(layer.grid.level(layer.grid.high), filled.high + width / 2));
    }
    const double room = 0.03 * (span.high - span.low);
    return {span.low - room, span.high + room};
}

void HistogramPlot::rebin()
{
    const double wanted = plot()->xAxis->range().size() * pixelsPerBin / plotWidth();
    m_shown.clear();
    double widest = 0;
    for (const auto& series : m_series) {
        m_shown.push_back(withBins(series.histogram, wanted));
        widest = std::max(widest, m_shown.back().binWidth());
    }
    for (auto& histogram : m_shown)
        for (double& count : histogram.counts)
            count *= widest / histogram.binWidth();
}

void HistogramPlot::prepareAxes()
{
    QCPAxis* y = plot()->yAxis;
    y->setScaleType(m_log ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    y->setTicker(m_log ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog) : QSharedPointer<QCPAxisTicker>::create());
    y->setNumberFormat(m_log ? QStringLiteral("eb") : QStringLiteral("gb"));
    y->setNumberPrecision(m_log ? 0 : 4);
    y->setLabel(tr("Values per bin"));
    plot()->xAxis->setNumberPrecision(4);
    plot()->xAxis->setLabel(m_title + '\n' + wrappedCaption(caption()));
    plot()->yAxis2->setRange(0, 1);
    double highest = 1;
    for (const auto& histogram : m_shown)
        highest = std::max(highest, *std::max_element(histogram.counts.begin(), histogram.counts.end()));
    const Span span = viewSpan();
    setExtent({span.low, span.high, m_log ? logFloor : 0, highest * (m_log ? 2 : 1.08)});
}

void HistogramPlot::draw(const QPalette& palette)
{
    // The heights follow the width of the bins, and that the visible range.
    const Span span = viewSpan();
    if (!isZoomed())
        setExtent({span.low, span.high, 0.5, 1});
    rebin();
    prepareAxes();
    drawClipping(palette);
    drawSeries(palette);
    for (const auto& layer : layers())
        drawLevels(layer, palette);
    showLegend(palette);
}

// What is drawn of the bins, as steps.
HistogramPlot::Steps HistogramPlot::stepsOf(const Histogram& histogram) const
{
    const QCPRange seen = drawnRange();
    const double floor = m_log ? drawnFloor() : 0;
    Steps steps;
    for (size_t i = 0; i < histogram.counts.size(); ++i) {
        const double low = histogram.low + histogram.binWidth() * static_cast<double>(i);
        if (low + histogram.binWidth() <= seen.lower || low >= seen.upper)
            continue;
        steps.keys << std::max(low, seen.lower);
        steps.heights << std::max(histogram.counts[i], floor);
    }
    if (steps.keys.isEmpty())
        return steps;
    const bool cut = histogram.high > seen.upper;
    steps.keys << (cut ? seen.upper : histogram.high);
    steps.heights << (cut ? steps.heights.last() : floor);
    return steps;
}

void HistogramPlot::drawSeries(const QPalette& palette)
{
    for (size_t s = 0; s < m_series.size(); ++s) {
        const auto [keys, heights] = stepsOf(m_shown[s]);
        auto* graph = plot()->addGraph();
        graph->setLineStyle(QCPGraph::lsStepLeft);
        graph->setData(keys, heights, true);
        graph->setName(m_series[s].name);
        switch (m_series[s].look) {
        case HistogramSeries::Look::Before:
            graph->setPen(QPen(baselineColor(palette)));
            graph->setBrush(mixed(baselineColor(palette), palette.color(QPalette::Base), 0.3));
            break;
        case HistogramSeries::Look::After: graph->setPen(QPen(m_color, 1.6 * lineScale())); break;
        case HistogramSeries::Look::Text:
            graph->setPen(QPen(palette.color(QPalette::Text), 1.4 * lineScale(), Qt::DashLine));
            break;
        }
    }
}

void HistogramPlot::drawLevels(const Layer& layer, const QPalette& palette)
{
    const auto& grid = layer.grid;
    if (grid.scale <= 0)
        return;
    const QCPRange visible = plot()->xAxis->range();
    const double gap = grid.scale * plotWidth() / visible.size();
    const bool lines = gap >= pixelsPerLevel;
    const int step = lines ? 1 : static_cast<int>(std::min(1e6, std::ceil(pixelsPerTick / gap)));
    const double none = std::numeric_limits<double>::quiet_NaN();
    QVector<double> keys, heights;
    for (int code = grid.low; code <= grid.high; code += step) {
        const double at = grid.level(code);
        if (!visible.contains(at))
            continue;
        keys << at << at << at;
        heights << layer.bottom << (lines ? layer.top : layer.bottom + tickHeight) << none;
    }
    auto* graph = plot()->addGraph(plot()->xAxis, plot()->yAxis2);
    graph->setAdaptiveSampling(false);
    graph->setData(keys, heights, true);
    graph->setAntialiased(false);
    const bool text = layer.bottom > 0;
    const QColor color = text ? palette.color(QPalette::Text) : highlightColor(palette);
    graph->setPen(QPen(mixed(color, palette.color(QPalette::Base), lines ? 0.45 : 1), lineScale()));
    const QString name = layer.name.isEmpty() ? tr("grid levels") : tr("grid levels, %1").arg(layer.name);
    graph->setName(lines || step == 1 ? name : tr("%1, 1 of %2").arg(name).arg(step));
}

bool HistogramPlot::shadeClipping(const Layer& layer, const QBrush& brush)
{
    // What rounds to the last level is not clipped.
    const double half = layer.grid.scale / 2;
    const double low = layer.grid.level(layer.grid.low) - half, high = layer.grid.level(layer.grid.high) + half;
    const auto shade = [&](double x, double edge) {
        auto* rect = new QCPItemRect(plot());
        rect->topLeft->setTypeX(QCPItemPosition::ptAxisRectRatio);
        rect->topLeft->setTypeY(QCPItemPosition::ptAxisRectRatio);
        rect->bottomRight->setTypeY(QCPItemPosition::ptAxisRectRatio);
        rect->topLeft->setCoords(edge, 1 - layer.top);
        rect->bottomRight->setCoords(x, 1 - layer.bottom);
        rect->setBrush(brush);
        rect->setPen(Qt::NoPen);
    };
    const QCPRange visible = plot()->xAxis->range();
    if (low > visible.lower)
        shade(low, 0);
    if (high < visible.upper)
        shade(high, 1);
    return low > visible.lower || high < visible.upper;
}

// One grid of several is drawn: what lies outside it may lie inside its own.
bool HistogramPlot::isOneOfSeveral() const
{
    return m_grid && m_grid->grids > 1 && !m_oneRow;
}

void HistogramPlot::drawClipping(const QPalette& palette)
{
    const QColor color = isOneOfSeveral() ? quietText(palette) : worseColor(palette);
    const QBrush brush(mixed(color, palette.color(QPalette::Base), 0.45), Qt::BDiagPattern);
    bool any = false;
    for (const auto& layer : layers())
        any = shadeClipping(layer, brush) || any;
    if (!any)
        return;
    auto* sign = plot()->addGraph(); // for the legend alone
    sign->setBrush(brush);
    sign->setPen(QPen(color));
    sign->setName(isOneOfSeveral() ? tr("outside the median grid, not of wider ones") : tr("clipped by the grid"));
}

QString HistogramPlot::hoverText(QPointF pixel) const
{
    if (!plot()->axisRect()->rect().contains(pixel.toPoint()))
        return {};
    const double x = plot()->xAxis->pixelToCoord(pixel.x());
    QStringList lines{tr("value %1").arg(shortNumber(x))};
    for (size_t s = 0; s < m_shown.size() && s < m_series.size(); ++s) {
        const auto& h = m_shown[s];
        const double bin = std::floor((x - h.low) / h.binWidth());
        const bool inside = bin >= 0 && bin < static_cast<double>(h.counts.size());
        lines << tr("%1: %2").arg(m_series[s].name, shortNumber(inside ? h.counts[static_cast<size_t>(bin)] : 0, 4));
    }
    for (const auto& [grid, name, bottom, top] : layers()) {
        if (grid.scale <= 0)
            continue;
        const double code = std::clamp(std::round(x / grid.scale + grid.zero), double(grid.low), double(grid.high));
        const auto level =
            tr("nearest level %1 (code %2)").arg(shortNumber(grid.level(static_cast<int>(code)), 4)).arg(code);
        lines << (name.isEmpty() ? level : tr("%1: %2").arg(name, level));
    }
    if (isOneOfSeveral())
        lines << tr("Clipped is what lies outside the grid of its own row: %1.").arg(percentText(m_grid->clippedShare));
    return lines.join('\n');
}

QString HistogramPlot::fingerprint() const
{
    auto text = csv();
    for (const auto* grid : {&m_grid, &m_imageGrid})
        if (*grid)
            text += QStringLiteral("grid %1 %2 %3 %4\n")
                        .arg(csvDigits((*grid)->scale), csvDigits((*grid)->zero))
                        .arg((*grid)->low)
                        .arg((*grid)->high);
    return text;
}

QString HistogramPlot::csv() const
{
    QList<QStringList> rows{{tr("Series"), tr("From"), tr("To"), tr("Values")}};
    for (const auto& series : m_series) {
        const auto& h = series.histogram;
        for (size_t i = 0; i < h.counts.size(); ++i)
            if (h.counts[i] > 0) {
                const double low = h.low + h.binWidth() * static_cast<double>(i);
                rows << QStringList{series.name, csvDigits(low), csvDigits(low + h.binWidth()), csvDigits(h.counts[i])};
            }
    }
    return csvText(rows);
}

}
