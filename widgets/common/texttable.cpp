// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/texttable.h"

#include <QFont>
#include <QHeaderView>
#include <QTableView>

#include <algorithm>

#include "common/appearance.h"
#include "common/bardelegate.h"
#include "common/tableexport.h"

namespace quantscope {
namespace {

CellBar behindText(double share)
{
    CellBar bar;
    bar.to = share;
    return bar;
}

}

TextTableModel::TextTableModel(const QStringList& titles, QObject* parent)
    : QAbstractTableModel(parent)
    , m_titles(titles)
{
}

void TextTableModel::setRows(std::vector<TextRow> rows)
{
    const int before = rowCount(), after = static_cast<int>(rows.size());
    if (after < before) {
        beginRemoveRows({}, after, before - 1);
        m_rows.resize(rows.size());
        endRemoveRows();
    }
    const int common = std::min(before, after);
    std::move(rows.begin(), rows.begin() + common, m_rows.begin());
    if (after > before) {
        beginInsertRows({}, before, after - 1);
        m_rows.insert(m_rows.end(), std::make_move_iterator(rows.begin() + common),
                      std::make_move_iterator(rows.end()));
        endInsertRows();
    }
    if (common > 0)
        emit dataChanged(index(0, 0), index(common - 1, columnCount() - 1));
}

void TextTableModel::setParts(const QMap<int, QStringList>& parts)
{
    m_parts = parts;
}

void TextTableModel::setTable(const QStringList& titles, const QStringList& toolTips, std::vector<TextRow> rows)
{
    beginResetModel();
    m_titles = titles;
    m_toolTips = toolTips;
    m_rows = std::move(rows);
    endResetModel();
}

void TextTableModel::setStale(bool stale)
{
    if (stale == m_stale)
        return;
    m_stale = stale;
    changed();
}

void TextTableModel::setPalette(const QPalette& palette)
{
    m_palette = palette;
    changed();
}

void TextTableModel::changed()
{
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::ForegroundRole});
}

int TextTableModel::keyOf(int row) const
{
    return row >= 0 && row < rowCount() ? m_rows[static_cast<size_t>(row)].key : -1;
}

int TextTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TextTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_titles.size());
}

QVariant TextTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    const auto& row = m_rows[static_cast<size_t>(index.row())];
    if (role == KeyRole)
        return row.key;
    if (static_cast<size_t>(index.column()) >= row.cells.size())
        return role == BarRole ? QVariant(-1.0) : QVariant();
    const auto& cell = row.cells[static_cast<size_t>(index.column())];
    switch (role) {
    case Qt::DisplayRole: return cell.text;
    case Qt::ToolTipRole: return cell.toolTip.isEmpty() ? cell.text : cell.toolTip;
    case Qt::TextAlignmentRole: return QVariant((cell.number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        if (m_stale || cell.tone == TextCell::Quiet)
            return quietText(m_palette);
        return cell.tone == TextCell::Better ? QVariant(betterColor(m_palette))
            : cell.tone == TextCell::Worse   ? QVariant(worseColor(m_palette))
                                             : QVariant();
    case Qt::FontRole: {
        QFont font;
        font.setBold(cell.bold);
        return font;
    }
    case BarRole: return cell.bar;
    case exportRole: return cell.value;
    case BarDelegate::Role: return cell.bar < 0 ? QVariant() : QVariant::fromValue(behindText(cell.bar));
    default: return {};
    }
}

QVariant TextTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return QAbstractTableModel::headerData(section, orientation, role);
    if (role == Qt::ToolTipRole)
        return m_toolTips.value(section);
    if (role == exportRole)
        return m_parts.value(section);
    return role == Qt::DisplayRole ? m_titles[section] : QAbstractTableModel::headerData(section, orientation, role);
}

QTableView* makeTextTable(TextTableModel* model, const QString& accessibleName, const QString& exportName,
                          SaveAs saveAs, QWidget* parent)
{
    auto* table = new QTableView(parent);
    model->setPalette(parent->palette());
    table->setModel(model);
    table->setAccessibleName(accessibleName);
    table->setItemDelegate(new BarDelegate(table));
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setAlternatingRowColors(true);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 6);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    addTableExport(table, exportName, std::move(saveAs));
    return table;
}

}
