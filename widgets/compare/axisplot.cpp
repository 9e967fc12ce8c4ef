// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/axisplot.h"

#include <QKeyEvent>

#include <algorithm>

#include <qcustomplot.h>

#include "common/appearance.h"
#include "common/csvtext.h"
#include "common/numbertext.h"
#include "common/textof.h"
#include "compare/comparetables.h"
#include "compare/recipefieldtext.h"
#include "compare/runmarks.h"
#include "plots/scorerow.h"

namespace quantscope {
namespace {

constexpr double reach = 14; // pixels around a point
constexpr double spread = 0.3; // of a value's room, for the points of several lines

double percentOf(double correct, const AxisPoint& point)
{
    return point.total > 0 ? 100 * correct / static_cast<double>(point.total) : 0;
}

}

AxisPlot::AxisPlot(QWidget* parent)
    : PlotView(QStringLiteral("axis"), parent)
{
    setAccessibleName(tr("Score along a field of the recipe"));
}

void AxisPlot::setAxis(const RunAxis& axis)
{
    m_axis = axis;
    m_selected = -1;
    redrawAll();
}

void AxisPlot::setSelected(int point)
{
    m_selected = point >= 0 && point < static_cast<int>(spots().size()) ? point : -1;
    redraw();
}

int AxisPlot::selected() const
{
    return m_selected;
}

std::vector<nlohmann::json> AxisPlot::values() const
{
    std::vector<nlohmann::json> all;
    for (const auto& line : m_axis.lines)
        for (const auto& point : line.points)
            all.push_back(point.value);
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

std::vector<AxisPlot::Spot> AxisPlot::spots() const
{
    const auto all = values();
    std::vector<Spot> spots;
    const auto lines = m_axis.lines.size();
    for (size_t line = 0; line < lines; ++line) {
        const double aside =
            lines < 2 ? 0 : spread * (static_cast<double>(line) / static_cast<double>(lines - 1) - 0.5);
        for (const auto& point : m_axis.lines[line].points) {
            const auto place = std::lower_bound(all.begin(), all.end(), point.value) - all.begin();
            spots.push_back({&point, line, static_cast<double>(place) + aside, percentOf(point.correct, point),
                             percentOf(point.interval.low, point), percentOf(point.interval.high, point)});
        }
    }
    return spots;
}

bool AxisPlot::hasData() const
{
    return !m_axis.lines.empty();
}

void AxisPlot::prepareAxes(const std::vector<Spot>& spots)
{
    double low = 100, high = 0;
    for (const auto& spot : spots) {
        low = std::min(low, spot.low);
        high = std::max(high, spot.high);
    }
    const double room = std::max(0.08 * (high - low), 0.5);
    const auto all = values();
    setExtent({-0.5, static_cast<double>(all.size()) - 0.5, std::max(low - room, -2.0), std::min(high + room, 102.0)});
    auto names = QSharedPointer<QCPAxisTickerText>::create();
    const int widest = plotWidth() / std::max(1, static_cast<int>(all.size())) - 6;
    for (size_t i = 0; i < all.size(); ++i)
        names->addTick(
            static_cast<double>(i),
            fontMetrics().elidedText(recipeFieldValue(m_axis.path, all[i]), Qt::ElideRight, std::max(widest, 12)));
    plot()->xAxis->setTicker(names);
    plot()->xAxis->setSubTicks(false);
    plot()->xAxis->setLabel(recipeFieldTitle(m_axis.path));
    plot()->yAxis->setLabel(tr("Correct (%)"));
}

void AxisPlot::draw(const QPalette& palette)
{
    const auto all = spots();
    prepareAxes(all);
    for (size_t line = 0; line < m_axis.lines.size(); ++line)
        drawLine(all, line, palette);
    if (m_selected >= 0 && marksSelection()) {
        const auto& spot = all[static_cast<size_t>(m_selected)];
        auto* ring = plot()->addGraph();
        ring->setName(QString());
        ring->setLineStyle(QCPGraph::lsNone);
        ring->setScatterStyle(
            QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(highlightColor(palette), 2.5), Qt::NoBrush, 16));
        ring->setData({spot.x}, {spot.percent}, true);
    }
    showLegend(palette);
}

void AxisPlot::drawLine(const std::vector<Spot>& spots, size_t line, const QPalette& palette)
{
    const auto color = runColor(line, palette);
    QVector<double> keys, heights, below, above;
    for (const auto& spot : spots)
        if (spot.line == line) {
            keys << spot.x;
            heights << spot.percent;
            below << spot.percent - spot.low;
            above << spot.high - spot.percent;
        }
    auto* graph = plot()->addGraph();
    graph->setPen(QPen(color, 1.5, runLineStyle(line)));
    graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, color, color, 7));
    const bool named = m_axis.lines.size() > 1 && m_axis.lines.size() <= 8;
    graph->setName(named ? tr("line %1").arg(line + 1) : QString());
    graph->setData(keys, heights, true);
    auto* whiskers = new QCPErrorBars(plot()->xAxis, plot()->yAxis);
    whiskers->setDataPlottable(graph);
    whiskers->setPen(QPen(color, 1.2));
    whiskers->setData(below, above);
}

int AxisPlot::pointAt(QPointF pixel) const
{
    const auto all = spots();
    int nearest = -1;
    double best = reach;
    for (size_t i = 0; i < all.size(); ++i) {
        const QPointF at(plot()->xAxis->coordToPixel(all[i].x), plot()->yAxis->coordToPixel(all[i].percent));
        if (const double distance = QLineF(at, pixel).length(); distance < best) {
            best = distance;
            nearest = static_cast<int>(i);
        }
    }
    return nearest;
}

QString AxisPlot::hoverText(QPointF pixel) const
{
    const int found = pointAt(pixel);
    if (found < 0)
        return {};
    const auto spot = spots()[static_cast<size_t>(found)];
    const auto& line = m_axis.lines[spot.line];
    return tr("%1\n%2 = %3\n%4 of %5 correct, 95 % interval %6\n%7, %8")
        .arg(QString::fromStdString(spot.point->name), recipeFieldTitle(m_axis.path),
             recipeFieldValue(m_axis.path, spot.point->value), correctText(spot.point->correct),
             QString::number(spot.point->total), intervalText(spot.point->interval, false),
             QString::fromStdString(line.model), QString::fromStdString(line.data));
}

void AxisPlot::choose(int point)
{
    setSelected(point);
    Q_EMIT pointChosen(point);
}

void AxisPlot::click(QPointF pixel)
{
    if (const int point = pointAt(pixel); point >= 0)
        choose(point);
}

// A double click beside the points shows all, as in other plots.
bool AxisPlot::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == plot() && event->type() == QEvent::MouseButtonDblClick)
        if (const int point = pointAt(static_cast<QMouseEvent*>(event)->position()); point >= 0) {
            Q_EMIT pointActivated(point);
            return true;
        }
    return PlotView::eventFilter(watched, event);
}

void AxisPlot::keyPressEvent(QKeyEvent* event)
{
    const int last = static_cast<int>(spots().size()) - 1;
    const bool plain = event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
    if (!plain || last < 0)
        return PlotView::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Left: return choose(std::max(0, m_selected - 1));
    case Qt::Key_Right: return choose(std::min(last, m_selected + 1));
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_selected >= 0)
            Q_EMIT pointActivated(m_selected);
        return;
    default: PlotView::keyPressEvent(event);
    }
}

// The field as recipe files have it: this is for programs.
QString AxisPlot::csv() const
{
    QList<QStringList> rows{
        {tr("Line"), textOf(m_axis.path), tr("Run"), tr("Correct"), tr("Questions"), tr("95 % from"), tr("95 % to")}};
    for (const auto& spot : spots())
        rows << QStringList{QString::number(spot.line + 1),           recipeValueText(spot.point->value),
                            QString::fromStdString(spot.point->name), csvDigits(spot.point->correct),
                            QString::number(spot.point->total),       csvDigits(spot.point->interval.low),
                            csvDigits(spot.point->interval.high)};
    return csvText(rows);
}

}
