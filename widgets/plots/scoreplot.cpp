// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/scoreplot.h"

#include <algorithm>
#include <cmath>

#include <qcustomplot.h>

#include "common/appearance.h"
#include "common/csvtext.h"
#include "common/numbertext.h"
#include "plots/plotcolors.h"

namespace quantscope {
namespace {

std::optional<double> percent(std::optional<double> correct, const ScoreRow& row)
{
    return correct && row.counted() > 0 ? std::optional(100 * *correct / static_cast<double>(row.counted()))
                                        : std::nullopt;
}

}

ScorePlot::ScorePlot(QWidget* parent)
    : PlotView(QStringLiteral("scores"), parent)
{
    setAccessibleName(tr("Accuracy by category"));
    setPlaceholder(tr("Accuracy by category, with the pinned run behind it.\nRun a recipe on a data set to fill it."));
}

void ScorePlot::setRows(const std::vector<ScoreRow>& rows, const QString& baselineName, std::optional<Interval> total)
{
    m_rows.clear();
    for (const auto& row : rows)
        if (row.kind == ScoreRow::Category)
            m_rows.push_back(row);
    if (const auto* all = totalRow(rows))
        m_rows.push_back(*all);
    m_baselineName = baselineName;
    m_total = total;
    redraw();
}

bool ScorePlot::hasData() const
{
    return std::any_of(m_rows.begin(), m_rows.end(),
                       [](const ScoreRow& row) { return row.nowCorrect || row.baselineCorrect(); });
}

QString ScorePlot::countText(const ScoreRow& row) const
{
    const QString of = QStringLiteral("/%1").arg(row.counted());
    return correctText(row.nowCorrect ? row.nowCorrect : row.baselineCorrect()) + of;
}

void ScorePlot::prepareAxes()
{
    const double count = static_cast<double>(m_rows.size());
    int widest = 0;
    auto names = QSharedPointer<QCPAxisTickerText>::create();
    for (size_t i = 0; i < m_rows.size(); ++i) {
        widest = std::max(widest, fontMetrics().horizontalAdvance(countText(m_rows[i])));
        names->addTick(static_cast<double>(i), fitted(m_rows[i].name, std::max(60, canvasWidth() * 2 / 5)));
    }
    // Room for the counts right of 100 %.
    const double room = std::min(0.6, (widest + 10.0) / plotWidth());
    setExtent({0, 100 / (1 - room), -0.6, count - 0.4});
    QCPAxis* y = plot()->yAxis;
    y->setRangeReversed(true);
    y->setTicker(names);
    y->setTickLength(0, 0);
    y->setSubTicks(false);
    y->grid()->setVisible(false);
    auto shares = QSharedPointer<QCPAxisTickerText>::create();
    const int step = plotWidth() > 240 ? 25 : 50;
    for (int share = 0; share <= 100; share += step)
        shares->addTick(share, QString::number(share));
    plot()->xAxis->setTicker(shares);
    plot()->xAxis->setSubTicks(false);
    const auto& last = m_rows.back();
    const bool partial = last.answered > 0 && last.answered < last.total;
    plot()->xAxis->setLabel(partial ? tr("Accuracy (%), %1 of %2 questions").arg(last.answered).arg(last.total)
                                    : tr("Accuracy (%)"));
}

void ScorePlot::draw(const QPalette& palette)
{
    prepareAxes();
    drawBars(palette);
    drawWhisker(palette);
    drawTexts(palette);
    showLegend(palette);
}

void ScorePlot::drawBars(const QPalette& palette)
{
    QVector<double> keys, before, nowKeys, now;
    for (size_t i = 0; i < m_rows.size(); ++i) {
        if (const auto share = percent(m_rows[i].baselineCorrect(), m_rows[i])) {
            keys << static_cast<double>(i);
            before << *share;
        }
        if (const auto share = percent(m_rows[i].nowCorrect, m_rows[i])) {
            nowKeys << static_cast<double>(i);
            now << *share;
        }
    }
    const QColor grey = baselineColor(palette);
    const auto add = [this](double width, const QColor& fill, const QPen& pen, const QString& name) {
        auto* bars = new QCPBars(plot()->yAxis, plot()->xAxis);
        bars->setWidth(width);
        bars->setBrush(fill);
        bars->setPen(pen);
        bars->setName(name);
        return bars;
    };
    if (!keys.isEmpty())
        add(0.82, mixed(grey, palette.color(QPalette::Base), 0.35), QPen(grey), m_baselineName)
            ->setData(keys, before, true);
    if (!nowKeys.isEmpty())
        add(0.46, betterColor(palette), QPen(Qt::NoPen), tr("now"))->setData(nowKeys, now, true);
}

void ScorePlot::drawWhisker(const QPalette& palette)
{
    const auto& last = m_rows.back();
    if (!m_total || last.kind != ScoreRow::Total || last.counted() <= 0)
        return;
    auto* whisker = new QCPItemLine(plot());
    const double row = static_cast<double>(m_rows.size()) - 1;
    whisker->start->setCoords(*percent(m_total->low, last), row);
    whisker->end->setCoords(*percent(m_total->high, last), row);
    whisker->setPen(QPen(palette.color(QPalette::Text), 1.5));
    whisker->setHead(QCPLineEnding(QCPLineEnding::esBar, 9));
    whisker->setTail(QCPLineEnding(QCPLineEnding::esBar, 9));
}

void ScorePlot::drawTexts(const QPalette& palette)
{
    for (size_t i = 0; i < m_rows.size(); ++i) {
        auto* text = new QCPItemText(plot());
        text->position->setTypeX(QCPItemPosition::ptAxisRectRatio);
        text->position->setCoords(1, static_cast<double>(i));
        text->setPositionAlignment(Qt::AlignRight | Qt::AlignVCenter);
        text->setText(countText(m_rows[i]));
        text->setColor(palette.color(QPalette::Text));
        QFont bold = font();
        bold.setBold(m_rows[i].kind == ScoreRow::Total);
        text->setFont(bold);
    }
    if (m_rows.back().kind != ScoreRow::Total || m_rows.size() < 2)
        return;
    auto* line = new QCPItemStraightLine(plot());
    const double at = static_cast<double>(m_rows.size()) - 1.5;
    line->point1->setCoords(0, at);
    line->point2->setCoords(1, at);
    line->setPen(QPen(gridColor(palette)));
}

QString ScorePlot::hoverText(QPointF pixel) const
{
    if (!plot()->axisRect()->rect().contains(pixel.toPoint()))
        return {};
    const auto at = std::lround(plot()->yAxis->pixelToCoord(pixel.y()));
    if (at < 0 || at >= static_cast<long>(m_rows.size()))
        return {};
    const auto& row = m_rows[static_cast<size_t>(at)];
    const auto line = [&row](const QString& name, std::optional<double> correct) {
        const auto share = percent(correct, row);
        return tr("%1: %2 of %3 (%4)")
            .arg(name, correctText(correct))
            .arg(row.counted())
            .arg(share ? shareText(*share, 100) : QStringLiteral("–"));
    };
    QStringList lines{row.name};
    if (row.nowCorrect)
        lines << line(tr("now"), row.nowCorrect);
    if (row.baselineCorrect())
        lines << line(m_baselineName, row.baselineCorrect());
    if (row.change())
        lines << tr("difference: %1").arg(changeText(row.change()));
    if (row.difference)
        lines << tr("95 % interval of the difference: %1").arg(intervalText(row.difference, true));
    if (row.kind == ScoreRow::Total && m_total)
        lines << tr("95 % interval: %1").arg(intervalText(m_total, false));
    return lines.join('\n');
}

QString ScorePlot::csv() const
{
    QList<QStringList> rows{{tr("Category"), tr("Questions"), m_baselineName, tr("Now")}};
    for (const auto& row : m_rows)
        rows << QStringList{row.name, QString::number(row.counted()), csvDigits(row.baselineCorrect()),
                            csvDigits(row.nowCorrect)};
    return csvText(rows);
}

}
