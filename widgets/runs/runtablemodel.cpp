// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/runtablemodel.h"

#include <algorithm>
#include <cmath>

#include "common/numbertext.h"

namespace quantscope {
namespace {

constexpr int floatRun = 0;

// Hits may be fractional where a question is worth a share.
QString countText(double count)
{
    return QString::number(count, 'g', 6);
}

bool sameIds(const std::vector<RunRow>& a, const std::vector<RunRow>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const RunRow& x, const RunRow& y) { return x.id == y.id; });
}

}

RunTableModel::RunTableModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void RunTableModel::setRows(std::vector<RunRow> rows)
{
    if (!sameIds(rows, m_rows)) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    const auto pin = [](const std::vector<RunRow>& list) {
        const auto it = std::find_if(list.begin(), list.end(), [](const RunRow& run) { return run.pinned; });
        return it == list.end() ? RunRow() : *it;
    };
    const bool otherPin = pin(rows) != pin(m_rows);
    m_rows.swap(rows);
    for (size_t i = 0; i < m_rows.size(); ++i)
        if (otherPin || m_rows[i] != rows[i])
            emit dataChanged(index(static_cast<int>(i), 0), index(static_cast<int>(i), ColumnCount - 1));
}

const RunRow* RunTableModel::row(int index) const
{
    return index >= 0 && static_cast<size_t>(index) < m_rows.size() ? &m_rows[static_cast<size_t>(index)] : nullptr;
}

int RunTableModel::rowOfId(int id) const
{
    const auto it = std::find_if(m_rows.begin(), m_rows.end(), [&](const RunRow& run) { return run.id == id; });
    return it == m_rows.end() ? -1 : static_cast<int>(it - m_rows.begin());
}

int RunTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RunTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

std::optional<double> RunTableModel::difference(const RunRow& run) const
{
    const auto pin = std::find_if(m_rows.begin(), m_rows.end(), [](const RunRow& other) { return other.pinned; });
    if (pin == m_rows.end() || pin->id == run.id || !run.correct || !pin->correct || run.total != pin->total)
        return {};
    return *run.correct - *pin->correct;
}

QString RunTableModel::differenceText(const RunRow& run) const
{
    if (run.pinned)
        return tr("pinned");
    const auto value = difference(run);
    if (!value)
        return QStringLiteral("–");
    if (*value == 0)
        return tr("= 0");
    return (*value > 0 ? tr("▲ %1") : tr("▼ %1")).arg(countText(std::abs(*value)));
}

QString RunTableModel::text(const RunRow& run, int column) const
{
    switch (column) {
    case Pinned: return run.pinned ? QStringLiteral("★") : QString();
    case Current: return run.current ? QStringLiteral("●") : QString();
    case Name: return run.problems.isEmpty() ? run.name : tr("⚠ %1").arg(run.name);
    case Correct:
        return run.complete && run.correct ? tr("%1 / %2").arg(countText(*run.correct)).arg(run.total) : run.state;
    case Difference: return differenceText(run);
    case Protocol: return run.protocol;
    case Bits: return run.bitsPerWeight > 0 ? QString::number(run.bitsPerWeight, 'f', 2) : QStringLiteral("–");
    case Size: return run.bytes > 0 ? bytesText(run.bytes) : QStringLiteral("–");
    case Time: return run.seconds > 0 ? secondsText(run.seconds) : QStringLiteral("–");
    case Note: return run.note;
    default: return {};
    }
}

QString RunTableModel::spokenText(const RunRow& run, int column) const
{
    switch (column) {
    case Pinned: return run.pinned ? tr("pinned as baseline") : tr("not pinned");
    case Current: return run.current ? tr("shown now") : tr("not shown");
    case Name: return run.problems.isEmpty() ? run.name : tr("%1, has problems").arg(run.name);
    case Difference: {
        const auto value = difference(run).value_or(0);
        return value > 0 ? tr("%1 better than the pinned run").arg(countText(value))
            : value < 0  ? tr("%1 worse than the pinned run").arg(countText(-value))
                         : differenceText(run);
    }
    default: return text(run, column);
    }
}

QString RunTableModel::tip(const RunRow& run) const
{
    QStringList lines{run.name, run.state};
    if (!run.when.isEmpty())
        lines << run.when;
    if (!run.note.isEmpty())
        lines << run.note;
    lines << run.facts;
    for (const auto& problem : run.problems)
        lines << tr("⚠ %1").arg(problem);
    return lines.join('\n');
}

QVariant RunTableModel::data(const QModelIndex& index, int role) const
{
    const auto* run = index.isValid() ? row(index.row()) : nullptr;
    if (!run)
        return {};
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(*run, column);
    case Qt::EditRole: return column == Name ? run->name : column == Note ? run->note : QVariant();
    case Qt::ToolTipRole: return tip(*run);
    case Qt::AccessibleTextRole: return spokenText(*run, column);
    case Qt::TextAlignmentRole:
        if (column >= Correct && column <= Time)
            return QVariant(Qt::AlignRight | Qt::AlignVCenter);
        return column <= Current ? QVariant(Qt::AlignCenter) : QVariant();
    case IdRole: return run->id;
    case DirectionRole: {
        const double value = difference(*run).value_or(0);
        return column != Difference || value == 0 ? 0 : value > 0 ? 1 : -1;
    }
    default: return {};
    }
}

bool RunTableModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const auto* run = index.isValid() ? row(index.row()) : nullptr;
    if (!run || role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable))
        return false;
    const int id = run->id;
    const QString text = value.toString().trimmed();
    if (index.column() == Note && text != run->note)
        emit noteEdited(id, text);
    else if (index.column() == Name && !text.isEmpty() && text != run->name)
        emit renamed(id, text);
    return true;
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static constexpr const char* titles[ColumnCount] = {
        QT_TR_NOOP("★"),           QT_TR_NOOP("●"),        QT_TR_NOOP("Run"),         QT_TR_NOOP("Correct"),
        QT_TR_NOOP("Δ to pinned"), QT_TR_NOOP("Protocol"), QT_TR_NOOP("Bits/weight"), QT_TR_NOOP("Size"),
        QT_TR_NOOP("Time"),        QT_TR_NOOP("Note")};
    static constexpr const char* helps[ColumnCount] = {
        QT_TR_NOOP("Pinned as the baseline of all differences"),
        QT_TR_NOOP("Shown in the views now"),
        "",
        QT_TR_NOOP("Questions answered correctly"),
        QT_TR_NOOP("More (▲) or fewer (▼) correct answers than the pinned run"),
        QT_TR_NOOP("Whose conventions the run followed; scores of different protocols mean different things"),
        QT_TR_NOOP("Mean over all quantizable weights, with scales and zero points"),
        QT_TR_NOOP("Weights on disk"),
        QT_TR_NOOP("Time that the run took"),
        ""};
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::DisplayRole)
        return tr(titles[section]);
    if (role == Qt::ToolTipRole && *helps[section])
        return tr(helps[section]);
    return {};
}

Qt::ItemFlags RunTableModel::flags(const QModelIndex& index) const
{
    auto flags = QAbstractTableModel::flags(index);
    const auto* run = index.isValid() ? row(index.row()) : nullptr;
    if (run && (index.column() == Note || (index.column() == Name && run->id != floatRun)))
        flags |= Qt::ItemIsEditable;
    return flags;
}

}
