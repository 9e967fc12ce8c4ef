// SPDX-License-Identifier: GPL-3.0-or-later
#include "sweep/paretoplot.h"

#include <QKeyEvent>

#include <algorithm>

#include <qcustomplot.h>

#include "common/appearance.h"
#include "common/csvtext.h"
#include "common/numbertext.h"

namespace quantscope {
namespace {

constexpr double reach = 14; // pixels around a point
constexpr double megabyte = 1e6;

}

ParetoPlot::ParetoPlot(QWidget* parent)
    : PlotView(QStringLiteral("pareto"), parent)
{
    setAccessibleName(tr("Size against accuracy"));
    setZoomAxes(Qt::Horizontal | Qt::Vertical);
    setPlaceholder(tr("Size against accuracy of every recipe of the sweep.\nAdd recipes and press Start to fill it."));
}

void ParetoPlot::setRows(const std::vector<SweepRow>& rows)
{
    m_rows = rows;
    m_front = paretoFront(paretoPoints(rows));
    if (m_selected >= static_cast<int>(rows.size()))
        m_selected = -1;
    redraw();
}

void ParetoPlot::setSelected(int row)
{
    m_selected = row >= 0 && row < static_cast<int>(m_rows.size()) ? row : -1;
    redraw();
}

int ParetoPlot::selected() const
{
    return m_selected;
}

std::vector<int> ParetoPlot::bySize() const
{
    std::vector<int> order;
    for (size_t i = 0; i < m_rows.size(); ++i)
        if (shareOf(m_rows[i]))
            order.push_back(static_cast<int>(i));
    std::stable_sort(order.begin(), order.end(), [this](int a, int b) {
        return m_rows[static_cast<size_t>(a)].bytes < m_rows[static_cast<size_t>(b)].bytes;
    });
    return order;
}

bool ParetoPlot::hasData() const
{
    return std::any_of(m_rows.begin(), m_rows.end(), [](const SweepRow& row) { return shareOf(row).has_value(); });
}

void ParetoPlot::draw(const QPalette& palette)
{
    double lowX = 1e300, highX = 0, lowY = 1e300, highY = 0;
    for (const auto& row : m_rows)
        if (const auto share = shareOf(row)) {
            lowX = std::min(lowX, row.bytes / megabyte);
            highX = std::max(highX, row.bytes / megabyte);
            lowY = std::min(lowY, *share);
            highY = std::max(highY, *share);
        }
    const double roomX = std::max(0.08 * (highX - lowX), 0.02 * highX), roomY = std::max(0.12 * (highY - lowY), 1.0);
    setExtent({lowX - roomX, highX + roomX, lowY - roomY, highY + roomY});
    plot()->xAxis->setLabel(tr("Size (MB)"));
    plot()->yAxis->setLabel(scoreTitle());
    QVector<double> x, y;
    for (const size_t i : m_front) {
        x << m_rows[i].bytes / megabyte;
        y << *shareOf(m_rows[i]);
    }
    auto* line = plot()->addGraph();
    line->setLineStyle(QCPGraph::lsStepLeft);
    line->setPen(QPen(betterColor(palette), 1.5));
    line->setName(QString()); // the points are named
    line->setData(x, y, true);
    drawPoints(palette, true, tr("no smaller one is as good"));
    drawPoints(palette, false, tr("a smaller one is as good"));
    drawRing(palette);
    showLegend(palette);
}

// Scores of different protocols mean different things, and so do those of different questions.
QString ParetoPlot::scoreTitle() const
{
    QStringList words;
    int64_t questions = 0;
    bool comparable = true;
    for (const auto& row : m_rows) {
        if (!shareOf(row))
            continue;
        questions = row.total;
        comparable = comparable && row.isComparable;
        if (!words.contains(row.meaning.protocol))
            words << row.meaning.protocol;
    }
    const auto correct =
        comparable ? tr("Correct (%) on %1 questions").arg(questions) : tr("Correct (%), each of its own questions");
    return words.size() > 1 ? tr("%1, under different protocols").arg(correct)
                            : withProtocol(correct, {words.value(0), {}});
}

void ParetoPlot::drawPoints(const QPalette& palette, bool onFront, const QString& title)
{
    QVector<double> x, y;
    for (size_t i = 0; i < m_rows.size(); ++i)
        if (shareOf(m_rows[i]) && (std::find(m_front.begin(), m_front.end(), i) != m_front.end()) == onFront) {
            x << m_rows[i].bytes / megabyte;
            y << *shareOf(m_rows[i]);
        }
    if (x.isEmpty())
        return;
    auto* graph = plot()->addGraph();
    const QColor color = onFront ? betterColor(palette) : baselineColor(palette);
    graph->setLineStyle(QCPGraph::lsNone);
    graph->setScatterStyle(onFront ? QCPScatterStyle(QCPScatterStyle::ssDisc, color, color, 9)
                                   : QCPScatterStyle(QCPScatterStyle::ssCross, QPen(color, 2), Qt::NoBrush, 8));
    graph->setPen(QPen(color));
    graph->setName(title);
    graph->setData(x, y, false);
}

void ParetoPlot::drawRing(const QPalette& palette)
{
    if (m_selected < 0 || !marksSelection() || !shareOf(m_rows[static_cast<size_t>(m_selected)]))
        return;
    const auto& point = m_rows[static_cast<size_t>(m_selected)];
    auto* ring = plot()->addGraph();
    ring->setName(QString());
    ring->setLineStyle(QCPGraph::lsNone);
    ring->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(highlightColor(palette), 2.5), Qt::NoBrush, 16));
    ring->setData({point.bytes / megabyte}, {*shareOf(point)}, true);
}

int ParetoPlot::rowAt(QPointF pixel) const
{
    int nearest = -1;
    double best = reach;
    for (size_t i = 0; i < m_rows.size(); ++i) {
        const auto share = shareOf(m_rows[i]);
        if (!share)
            continue;
        const QPointF at(plot()->xAxis->coordToPixel(m_rows[i].bytes / megabyte), plot()->yAxis->coordToPixel(*share));
        const double distance = QLineF(at, pixel).length();
        if (distance < best) {
            best = distance;
            nearest = static_cast<int>(i);
        }
    }
    return nearest;
}

QString ParetoPlot::hoverText(QPointF pixel) const
{
    const int row = rowAt(pixel);
    if (row < 0)
        return {};
    const auto& point = m_rows[static_cast<size_t>(row)];
    const auto text = tr("%1\n%2 correct, %3, %4 bits per weight")
                          .arg(QString::fromStdString(point.name),
                               withProtocol(correctText(*point.correct, point.total), point.meaning),
                               bytesText(point.bytes), QString::number(point.averageBits, 'f', 2));
    return (QStringList{text} + point.meaning.facts).join('\n');
}

void ParetoPlot::choose(int row)
{
    setSelected(row);
    emit rowChosen(row);
}

void ParetoPlot::click(QPointF pixel)
{
    if (const int row = rowAt(pixel); row >= 0)
        choose(row);
}

void ParetoPlot::keyPressEvent(QKeyEvent* event)
{
    const bool step = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    const auto order = bySize();
    if (!step || order.empty() || event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::ShiftModifier))
        return PlotView::keyPressEvent(event);
    const auto at = std::find(order.begin(), order.end(), m_selected) - order.begin();
    const auto last = static_cast<ptrdiff_t>(order.size()) - 1;
    if (at > last)
        return choose(event->key() == Qt::Key_Right ? order.front() : order.back());
    choose(order[static_cast<size_t>(std::clamp<ptrdiff_t>(at + (event->key() == Qt::Key_Right ? 1 : -1), 0, last))]);
}

QString ParetoPlot::csv() const
{
    QList<QStringList> rows{
        {tr("Recipe"), tr("Size (MB)"), tr("Correct"), tr("Questions"), tr("On the front"), tr("Protocol")}};
    for (const int i : bySize()) {
        const auto& point = m_rows[static_cast<size_t>(i)];
        const bool front = std::find(m_front.begin(), m_front.end(), static_cast<size_t>(i)) != m_front.end();
        rows << QStringList{QString::fromStdString(point.name), csvDigits(point.bytes / megabyte),
                            csvDigits(point.correct),           QString::number(point.total),
                            front ? tr("yes") : tr("no"),       point.meaning.protocol};
    }
    return csvText(rows);
}

}
