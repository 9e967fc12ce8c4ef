// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/scoretablemodel.h"

#include <QFont>

#include "common/appearance.h"
#include "common/tableexport.h"

namespace quantscope {

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
    if (!sameShape) {
        endResetModel();
        return;
    }
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

void ScoreTableModel::setPalette(const QPalette& palette)
{
    m_palette = palette;
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::ForegroundRole});
}

QList<ScoreTableModel::Column> ScoreTableModel::columns() const
{
    if (m_pinnedName.isEmpty())
        return {Name, Questions, Float, Now, Difference, DifferenceInterval};
    return {Name, Questions, Float, Pinned, Now, Difference, DifferenceInterval};
}

int ScoreTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ScoreTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(columns().size());
}

QString ScoreTableModel::text(const ScoreRow& row, Column column) const
{
    switch (column) {
    case Name: return row.name;
    case Questions:
        if (row.kind == ScoreRow::Figure)
            return {};
        return row.answered > 0 && row.answered < row.total ? tr("%1 of %2").arg(row.answered).arg(row.total)
                                                            : QString::number(row.total);
    case Float: return correctText(row.floatCorrect);
    case Pinned: return correctText(row.pinnedCorrect);
    case Now: return correctText(row.nowCorrect);
    case Difference: return changeText(row.change());
    case DifferenceInterval: return intervalText(row.difference, true);
    }
    return {};
}

QVariant ScoreTableModel::exportValue(const ScoreRow& row, Column column) const
{
    switch (column) {
    case Name: return row.name;
    case Questions:
        return row.kind == ScoreRow::Figure ? QVariantList{QString(), QString()}
                                            : QVariantList{row.total, row.counted()};
    case Float: return exported(row.floatCorrect);
    case Pinned: return exported(row.pinnedCorrect);
    case Now: return exported(row.nowCorrect);
    case Difference: return exported(row.change());
    case DifferenceInterval:
        return row.difference ? QVariantList{row.difference->low, row.difference->high}
                              : QVariantList{QString(), QString()};
    }
    return {};
}

QVariant ScoreTableModel::foreground(const ScoreRow& row, Column column) const
{
    const auto change = row.change();
    if (column == Difference && change && *change != 0)
        return *change > 0 ? betterColor(m_palette) : worseColor(m_palette);
    if (column == Float || column == Pinned || column == DifferenceInterval)
        return quietText(m_palette);
    return {};
}

QVariant ScoreTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    const auto& row = m_rows[static_cast<size_t>(index.row())];
    const Column column = columns()[index.column()];
    switch (role) {
    case Qt::DisplayRole: return text(row, column);
    case exportRole: return exportValue(row, column);
    case Qt::ToolTipRole: return column == Name ? row.name : toolTip(column);
    case Qt::ForegroundRole: return foreground(row, column);
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
    case Questions: return tr("Questions");
    case Float: return tr("Float");
    case Pinned: return m_pinnedName;
    case Now: return tr("Now");
    case Difference: return tr("Difference");
    case DifferenceInterval: return tr("95 % interval");
    }
    return {};
}

QString ScoreTableModel::toolTip(Column column) const
{
    switch (column) {
    case Name: return {};
    case Questions: return tr("Questions of the category, and how many of them the run has answered yet");
    case Float: return tr("Correct answers of the float model");
    case Pinned: return tr("Correct answers of the pinned run");
    case Now: return tr("Correct answers of the current run");
    case Difference:
        return m_pinnedName.isEmpty() ? tr("Current run minus float") : tr("Current run minus “%1”").arg(m_pinnedName);
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
    if (role == exportRole && column == Questions)
        return QStringList{tr("Questions"), tr("Answered")};
    if (role == exportRole && column == DifferenceInterval)
        return QStringList{tr("95 % interval, low"), tr("95 % interval, high")};
    if (role == Qt::ToolTipRole)
        return toolTip(column);
    if (role == Qt::TextAlignmentRole)
        return QVariant((column == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    return {};
}

}
