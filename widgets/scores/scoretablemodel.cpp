// SPDX-License-Identifier: GPL-3.0-or-later
#include "scores/scoretablemodel.h"

#include <QFont>

#include <algorithm>

#include "common/appearance.h"
#include "common/csvtext.h"

namespace quantscope {
namespace {

double shareOf(double hits, qint64 questions)
{
    return questions > 0 ? hits / static_cast<double>(questions) : 0;
}

std::optional<double> percentOfRow(std::optional<double> hits, const ScoreRow& row)
{
    if (row.kind == ScoreRow::Figure)
        return hits;
    return hits && row.counted() > 0 ? std::optional(100 * *hits / static_cast<double>(row.counted())) : std::nullopt;
}

QString hitsText(std::optional<double> hits, qint64 questions, bool brief)
{
    if (!hits)
        return QStringLiteral("–");
    return brief ? QStringLiteral("%1 / %2").arg(correctText(hits)).arg(questions) : correctText(*hits, questions);
}

// Among how many, where these are not all that the run has answered.
QString withQuestions(const QString& text, qint64 questions, const ScoreRow& row)
{
    return questions == row.counted() ? text : ScoreTableModel::tr("%1 of %2").arg(text).arg(questions);
}

}

ScoreTableModel::ScoreTableModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void ScoreTableModel::setRows(std::vector<ScoreRow> rows, const QString& pinnedName)
{
    const bool sameShape = rows.size() == m_rows.size() && pinnedName.isEmpty() == m_pinnedName.isEmpty();
    if (!sameShape)
        beginResetModel();
    m_rows = std::move(rows);
    m_pinnedName = pinnedName;
    m_widestNow = widestNow(m_brief);
    if (!sameShape) {
        endResetModel();
        return;
    }
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

void ScoreTableModel::setStale(bool stale)
{
    if (stale == m_stale)
        return;
    m_stale = stale;
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void ScoreTableModel::setBrief(bool brief)
{
    if (brief == m_brief)
        return;
    m_brief = brief;
    m_widestNow = widestNow(brief);
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

QString ScoreTableModel::nowText(const ScoreRow& row, bool brief) const
{
    return row.kind == ScoreRow::Figure ? correctText(row.nowCorrect) : hitsText(row.nowCorrect, row.counted(), brief);
}

QString ScoreTableModel::widestNow(bool brief) const
{
    QString widest;
    for (const auto& row : m_rows)
        if (const QString now = nowText(row, brief); now.size() > widest.size())
            widest = now;
    return widest;
}

void ScoreTableModel::setPalette(const QPalette& palette)
{
    m_palette = palette;
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1),
                         {Qt::ForegroundRole, BarDelegate::Role});
}

QList<ScoreTableModel::Column> ScoreTableModel::columns() const
{
    if (m_pinnedName.isEmpty())
        return {Name, Now, Difference, Flips, Questions, Float, NowInterval, DifferenceInterval};
    return {Name, Now, Difference, Flips, Questions, Float, Pinned, NowInterval, DifferenceInterval};
}

int ScoreTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ScoreTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(columns().size());
}

QString ScoreTableModel::baselineName() const
{
    return m_pinnedName.isEmpty() ? tr("Float") : m_pinnedName;
}

QString ScoreTableModel::text(const ScoreRow& row, Column column) const
{
    const bool figure = row.kind == ScoreRow::Figure;
    switch (column) {
    case Name: return row.name;
    case Now: return nowText(row, m_brief);
    case Difference:
        return row.paired ? withQuestions(changeText(row.change()), row.paired->questions, row)
                          : changeText(row.change());
    case Flips:
        if (!row.difference || !row.paired)
            return {};
        return QStringLiteral("▲ %1  ▼ %2").arg(row.paired->won).arg(row.paired->lost);
    case Questions:
        if (figure)
            return {};
        return row.answered > 0 && row.answered < row.total ? tr("%1 of %2").arg(row.answered).arg(row.total)
                                                            : QString::number(row.total);
    case Float: return withQuestions(correctText(row.floatCorrect), row.floatQuestions.value_or(row.counted()), row);
    case Pinned: return withQuestions(correctText(row.pinnedCorrect), row.pinnedQuestions.value_or(row.counted()), row);
    case NowInterval: return row.interval ? shareIntervalText(row.interval, row.counted()) : QString();
    case DifferenceInterval: return intervalText(row.difference, true);
    }
    return {};
}

QVariant ScoreTableModel::sortValue(int row, Column column) const
{
    const auto& of = m_rows[static_cast<size_t>(row)];
    const auto orNothing = [](std::optional<double> number) { return number ? QVariant(*number) : QVariant(); };
    switch (column) {
    case Name: return static_cast<double>(row);
    case Now: return orNothing(percentOfRow(of.nowCorrect, of));
    case Difference: return orNothing(of.change());
    case Flips: return of.paired ? QVariant(static_cast<double>(of.paired->lost)) : QVariant();
    case Questions: return static_cast<double>(of.counted());
    case Float: return orNothing(of.floatCorrect);
    case Pinned: return orNothing(of.pinnedCorrect);
    case NowInterval: return of.interval ? QVariant(shareOf(of.interval->low, of.counted())) : QVariant();
    case DifferenceInterval: return of.difference ? QVariant(of.difference->low) : QVariant();
    }
    return {};
}

QVariant ScoreTableModel::foreground(const ScoreRow& row, Column column) const
{
    const auto change = row.change();
    if (m_stale)
        return quietText(m_palette);
    if (column == Difference && change && *change != 0)
        return *change > 0 ? betterColor(m_palette) : worseColor(m_palette);
    if (column == Name || column == Now || column == Difference)
        return {};
    return quietText(m_palette);
}

QVariant ScoreTableModel::bar(const ScoreRow& row) const
{
    if (row.kind == ScoreRow::Figure || !row.nowCorrect || row.counted() <= 0)
        return {};
    CellBar bar;
    bar.to = shareOf(*row.nowCorrect, row.counted());
    if (const auto before = row.baselineCorrect())
        bar.mark = shareOf(*before, row.baselineQuestions());
    if (row.interval)
        bar.interval = Interval{shareOf(row.interval->low, row.counted()), shareOf(row.interval->high, row.counted())};
    bar.color = betterColor(m_palette);
    bar.pale = m_stale;
    bar.widest = m_widestNow;
    return QVariant::fromValue(bar);
}

QString ScoreTableModel::rowTip(const ScoreRow& row) const
{
    QStringList lines{row.name};
    if (row.kind == ScoreRow::Figure)
        return row.name;
    lines << tr("Answered: %1 of %2 questions").arg(row.answered).arg(row.total);
    lines << tr("Right: %1").arg(hitsText(row.nowCorrect, row.counted(), false));
    if (row.interval)
        lines << tr("95 % interval: %1").arg(shareIntervalText(row.interval, row.counted()));
    if (row.paired)
        lines << tr("%1: %2").arg(baselineName(), correctText(row.paired->baseline, row.paired->questions))
              << tr("Difference on the %1 questions of both: %2")
                     .arg(row.paired->questions)
                     .arg(changeText(row.change()));
    if (row.difference && row.paired)
        lines << tr("95 % interval of the difference: %1").arg(intervalText(row.difference, true))
              << tr("Repaired: %1, flipped: %2").arg(row.paired->won).arg(row.paired->lost);
    if (row.kind == ScoreRow::Category)
        lines << tr("Click or Enter shows its questions, a double click or Ctrl+Enter its first flip.");
    return lines.join('\n');
}

QVariant ScoreTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    const auto& row = m_rows[static_cast<size_t>(index.row())];
    const Column column = columns()[index.column()];
    switch (role) {
    case Qt::DisplayRole: return text(row, column);
    case Qt::ToolTipRole: return rowTip(row);
    case Qt::ForegroundRole: return foreground(row, column);
    case Qt::UserRole: return sortValue(index.row(), column);
    case KindRole: return static_cast<int>(row.kind);
    case CategoryRole: return row.kind == ScoreRow::Category ? row.name : QString();
    case BarDelegate::Role: return column == Now ? bar(row) : QVariant();
    case Qt::FontRole:
        if (row.kind == ScoreRow::Category)
            return {};
        {
            QFont font;
            font.setBold(row.kind == ScoreRow::Total);
            font.setItalic(row.kind != ScoreRow::Total);
            return font;
        }
    case Qt::TextAlignmentRole: return QVariant((column == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    default: return {};
    }
}

QString ScoreTableModel::title(Column column) const
{
    switch (column) {
    case Name: return tr("Category");
    case Now: return tr("Shown");
    case Difference: return tr("Δ");
    case Flips: return tr("Flips");
    case Questions: return tr("Questions");
    case Float: return tr("Float");
    case Pinned: return m_pinnedName;
    case NowInterval: return tr("95 % interval");
    case DifferenceInterval: return tr("95 % interval of Δ");
    }
    return {};
}

QString ScoreTableModel::headerTip(Column column) const
{
    switch (column) {
    case Name: return tr("In the order of the benchmark");
    case Now:
        return tr("Right answers of the shown run, of how many, and their share.\nThe mark in the bar is “%1”, the "
                  "whisker the 95 % interval.")
            .arg(baselineName());
    case Difference: return tr("Shown run minus “%1”, on the questions that both have answered").arg(baselineName());
    case Flips: return tr("▲ wrong in “%1” and now right, ▼ right in “%1” and now wrong").arg(baselineName());
    case Questions: return tr("Questions of the category that the run is to answer, and how many it has answered yet");
    case Float: return tr("Right answers of the float model to the questions that the shown run has answered");
    case Pinned: return tr("Right answers of the pinned run to the questions that the shown run has answered");
    case NowInterval:
        return tr("Which shares do not contradict these answers: Wilson's 95 % interval, or that of a bootstrap where "
                  "answers can be half right");
    case DifferenceInterval: return tr("95 % interval of the difference, by a paired bootstrap over the questions");
    }
    return {};
}

QVariant ScoreTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return QAbstractTableModel::headerData(section, orientation, role);
    const Column column = columns()[section];
    if (role == Qt::DisplayRole)
        return title(column);
    if (role == Qt::ToolTipRole)
        return headerTip(column);
    if (role == Qt::TextAlignmentRole)
        return QVariant((column == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    return {};
}

QList<QStringList> ScoreTableModel::csvRows(const QList<int>& rows) const
{
    QList<QStringList> table{{tr("Category"), tr("Questions"), tr("Answered"), tr("Shown"), tr("Shown (%)"),
                              tr("Low (%)"), tr("High (%)"), tr("Float"), tr("Float, questions")}};
    if (!m_pinnedName.isEmpty())
        table.first() << m_pinnedName << tr("%1, questions").arg(m_pinnedName);
    table.first() << tr("Δ") << tr("Δ, questions") << tr("Δ, low") << tr("Δ, high") << tr("Repaired") << tr("Flipped");
    const auto count = [](std::optional<qint64> n) { return n ? QString::number(*n) : QString(); };
    for (const int at : rows) {
        const auto& row = m_rows[static_cast<size_t>(at)];
        const bool figure = row.kind == ScoreRow::Figure;
        const auto low = row.interval ? std::optional(row.interval->low) : std::nullopt;
        const auto high = row.interval ? std::optional(row.interval->high) : std::nullopt;
        const PairedScore* paired = row.paired && row.difference ? &*row.paired : nullptr;
        table << QStringList{row.name,
                             figure ? QString() : QString::number(row.total),
                             figure ? QString() : QString::number(row.counted()),
                             csvDigits(row.nowCorrect),
                             csvDigits(percentOfRow(row.nowCorrect, row)),
                             csvDigits(percentOfRow(low, row)),
                             csvDigits(percentOfRow(high, row)),
                             csvDigits(row.floatCorrect),
                             row.floatCorrect ? count(row.floatQuestions.value_or(row.counted())) : QString()};
        if (!m_pinnedName.isEmpty())
            table.last() << csvDigits(row.pinnedCorrect)
                         << (row.pinnedCorrect ? count(row.pinnedQuestions.value_or(row.counted())) : QString());
        table.last() << csvDigits(row.change()) << (row.paired ? count(row.paired->questions) : QString())
                     << csvDigits(row.difference ? std::optional(row.difference->low) : std::nullopt)
                     << csvDigits(row.difference ? std::optional(row.difference->high) : std::nullopt)
                     << (paired ? count(paired->won) : QString()) << (paired ? count(paired->lost) : QString());
    }
    return table;
}

}
