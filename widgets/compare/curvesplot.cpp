// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/curvesplot.h"

#include <QKeyEvent>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <unordered_map>

#include <qcustomplot.h>

#include "common/appearance.h"
#include "common/csvtext.h"
#include "compare/comparetables.h"
#include "compare/runmarks.h"

namespace quantscope {
namespace {

constexpr int legendIcon = 44; // pixels, with what is around it
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

QCPScatterStyle::ScatterShape runShape(size_t run)
{
    constexpr QCPScatterStyle::ScatterShape shapes[] = {
        QCPScatterStyle::ssDisc,     QCPScatterStyle::ssSquare,
        QCPScatterStyle::ssTriangle, QCPScatterStyle::ssDiamond,
        QCPScatterStyle::ssPlus,     QCPScatterStyle::ssCross,
        QCPScatterStyle::ssCircle,   QCPScatterStyle::ssTriangleInverted};
    return shapes[run % std::size(shapes)];
}

// The layers of all runs as the first one that has them knows them.
std::vector<Layer> layersOf(const ComparedRuns& runs)
{
    std::unordered_map<std::string, Layer> known;
    for (const auto& record : runs.records)
        for (const auto& report : record.layers)
            known.emplace(report.layer.name, report.layer);
    std::vector<Layer> layers;
    for (const auto& name : runs.comparison.curves.layers)
        layers.push_back(known.at(name));
    return layers;
}

// Layers that only another model has come after all others in the curves; here they stand in their tower and block.
std::vector<size_t> alongDepth(const std::vector<Layer>& layers)
{
    std::vector<size_t> order(layers.size());
    std::iota(order.begin(), order.end(), size_t(0));
    const auto place = [&](size_t i) {
        const auto& layer = layers[i];
        const int block = layer.role == Role::Head ? std::numeric_limits<int>::max() : layer.block;
        return std::pair(static_cast<int>(layer.tower), block);
    };
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return place(a) < place(b); });
    return order;
}

QString decibels(std::optional<double> value)
{
    if (!value)
        return QStringLiteral("–");
    if (std::isinf(*value))
        return *value > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
    return CurvesPlot::tr("%1 dB").arg(*value, 0, 'f', 1);
}

}

CurvesPlot::CurvesPlot(QWidget* parent)
    : PlotView(QStringLiteral("compared-layers"), parent)
{
    setAccessibleName(tr("Error of every layer, by run"));
    setToolTip(tr("Click a run in the legend, or type its letter, to hide and show its line."));
    m_towerAxis = plot()->axisRect()->addAxis(QCPAxis::atBottom);
    m_towerAxis->setTickLength(0, 0); // without ticks there would be no labels
    m_towerAxis->grid()->setVisible(false);
    connect(plot()->xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), m_towerAxis,
            qOverload<const QCPRange&>(&QCPAxis::setRange));
}

void CurvesPlot::setRuns(std::shared_ptr<const ComparedRuns> runs)
{
    m_runs = std::move(runs);
    m_hidden.assign(runCount(), false);
    const auto layers = m_runs ? layersOf(*m_runs) : std::vector<Layer>();
    m_order = alongDepth(layers);
    m_layers.clear();
    for (const auto place : m_order)
        m_layers.push_back(layers[place]);
    m_labels = layerLabels(m_layers);
    redrawAll();
}

void CurvesPlot::setAccumulated(bool on)
{
    m_accumulated = on;
    redraw();
}

void CurvesPlot::setHidden(size_t run, bool hidden)
{
    if (run >= m_hidden.size())
        return;
    m_hidden[run] = hidden;
    redraw();
}

bool CurvesPlot::isHidden(size_t run) const
{
    return run < m_hidden.size() && m_hidden[run];
}

size_t CurvesPlot::runCount() const
{
    return m_runs ? m_runs->comparison.curves.isolatedDb.size() : 0;
}

QString CurvesPlot::runName(size_t run) const
{
    return runHead(*m_runs, run);
}

std::optional<double> CurvesPlot::value(size_t run, size_t place) const
{
    const auto& curves = m_runs->comparison.curves;
    return (m_accumulated ? curves.accumulatedDb : curves.isolatedDb)[run][m_order[place]];
}

bool CurvesPlot::hasData() const
{
    for (size_t run = 0; run < runCount(); ++run)
        for (size_t i = 0; i < m_order.size(); ++i)
            if (value(run, i))
                return true;
    return false;
}

QString CurvesPlot::emptyText() const
{
    return runCount() == 0 ? PlotView::emptyText() : tr("No layer of these runs has been measured.");
}

bool CurvesPlot::redrawsOnZoom() const
{
    return true;
}

void CurvesPlot::prepareAxes()
{
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (size_t run = 0; run < runCount(); ++run)
        for (size_t i = 0; i < m_order.size(); ++i)
            if (const auto db = value(run, i); db && std::isfinite(*db)) {
                low = std::min(low, *db);
                high = std::max(high, *db);
            }
    if (low > high)
        low = high = 0;
    const double room = std::max(0.06 * (high - std::min(low, 0.0)), 0.5);
    setExtent({-0.7, static_cast<double>(m_order.size()) - 0.3, low < 0 ? low - room : 0, high + room});
    setLayerTicks(plot()->xAxis, m_towerAxis, m_labels);
    m_towerAxis->setRange(plot()->xAxis->range());
    plot()->xAxis->setTickLength(0, 0);
    plot()->xAxis->setSubTickLength(0, 5);
    plot()->yAxis->setLabel(tr("Output SQNR (dB)"));
}

void CurvesPlot::draw(const QPalette& palette)
{
    prepareAxes();
    plot()->xAxis->grid()->setPen(Qt::NoPen);
    plot()->xAxis->grid()->setZeroLinePen(Qt::NoPen);
    m_towerAxis->setBasePen(Qt::NoPen);
    m_towerAxis->setTickPen(QPen(palette.color(QPalette::Base))); // even without length it leaves a dot
    for (size_t run = 0; run < runCount(); ++run)
        drawRun(run, palette);
    for (size_t i = 1; i < m_labels.size(); ++i) {
        if (m_labels[i].tower == m_labels[i - 1].tower)
            continue;
        auto* border = new QCPItemStraightLine(plot());
        for (auto* point : {border->point1, border->point2})
            point->setTypeY(QCPItemPosition::ptAxisRectRatio);
        border->point1->setCoords(static_cast<double>(i) - 0.5, 0);
        border->point2->setCoords(static_cast<double>(i) - 0.5, 1);
        border->setPen(QPen(quietText(palette), 1, Qt::DashLine));
    }
    showLegend(palette);
    for (int item = 0; item < plot()->legend->itemCount(); ++item)
        if (isHidden(static_cast<size_t>(item)))
            plot()->legend->item(item)->setTextColor(quietText(palette));
}

// A hidden run keeps its place in the legend, without a line.
void CurvesPlot::drawRun(size_t run, const QPalette& palette)
{
    const auto color = runColor(run, palette);
    QVector<double> keys, heights;
    for (size_t i = 0; i < m_order.size() && !isHidden(run); ++i) {
        const auto db = value(run, i);
        keys << static_cast<double>(i);
        heights << (db && std::isfinite(*db) ? *db : missing);
    }
    auto* line = plot()->addGraph();
    const auto name = legendHasNames() ? runName(run) : runMark(run);
    const bool isMeasured = std::any_of(heights.begin(), heights.end(), [](double db) { return !std::isnan(db); });
    line->setName(isHidden(run) ? tr("%1 (hidden)").arg(name) : isMeasured ? name : tr("%1 (no errors)").arg(name));
    line->setPen(isHidden(run) ? QPen(Qt::NoPen) : QPen(color, 1.6, runLineStyle(run)));
    const double pixels = plotWidth() / std::max(plot()->xAxis->range().size(), 1e-9);
    if (!isHidden(run))
        line->setScatterStyle(
            QCPScatterStyle(runShape(run), QPen(color, 1.2), color, std::clamp(pixels * 0.7, 3.0, 7.0)));
    line->setData(keys, heights, true);
}

// Letters alone where the names would take much of the plot.
bool CurvesPlot::legendHasNames() const
{
    int widest = 1;
    for (size_t run = 0; run < runCount(); ++run)
        widest = std::max(widest, fontMetrics().horizontalAdvance(tr("%1 (hidden)").arg(runName(run))));
    const int inRow = std::max(1, canvasWidth() / (widest + legendIcon));
    const int rows = (static_cast<int>(runCount()) + inRow - 1) / inRow;
    return rows * fontMetrics().height() * 6 < canvasHeight();
}

int CurvesPlot::legendRunAt(QPointF pixel) const
{
    auto* legend = plot()->legend;
    for (int item = 0; legend->visible() && item < legend->itemCount(); ++item)
        if (legend->item(item)->outerRect().contains(pixel.toPoint()))
            return item;
    return -1;
}

QString CurvesPlot::hoverText(QPointF pixel) const
{
    if (legendRunAt(pixel) >= 0)
        return toolTip();
    if (!plot()->axisRect()->rect().contains(pixel.toPoint()))
        return {};
    const auto place = std::lround(plot()->xAxis->pixelToCoord(pixel.x()));
    if (place < 0 || place >= static_cast<long>(m_order.size()))
        return {};
    const auto& layer = m_layers[static_cast<size_t>(place)];
    QStringList lines{QStringLiteral("%1 – %2").arg(shortLayerName(layer), roleTitle(layer.role))};
    for (size_t run = 0; run < runCount(); ++run)
        lines << tr("%1: %2").arg(runName(run), decibels(value(run, static_cast<size_t>(place))));
    return lines.join('\n');
}

void CurvesPlot::click(QPointF pixel)
{
    if (const int run = legendRunAt(pixel); run >= 0)
        setHidden(static_cast<size_t>(run), !isHidden(static_cast<size_t>(run)));
}

void CurvesPlot::keyPressEvent(QKeyEvent* event)
{
    const auto run = static_cast<size_t>(event->key() - Qt::Key_A);
    const bool plain = event->modifiers() == Qt::NoModifier;
    if (!plain || event->key() < Qt::Key_A || run >= runCount())
        return PlotView::keyPressEvent(event);
    setHidden(run, !isHidden(run));
}

QString CurvesPlot::csv() const
{
    QList<QStringList> rows{{tr("Layer")}};
    for (size_t run = 0; run < runCount(); ++run)
        rows.first() << runName(run);
    for (size_t i = 0; i < m_order.size(); ++i) {
        rows << QStringList{QString::fromStdString(m_layers[i].name)};
        for (size_t run = 0; run < runCount(); ++run)
            rows.last() << csvDigits(value(run, i));
    }
    return csvText(rows);
}

}
