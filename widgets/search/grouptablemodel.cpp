// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/grouptablemodel.h"

#include <algorithm>

#include "archive/recipefields.h"
#include "common/coretext.h"
#include "common/tableexport.h"
#include "search/scoretext.h"

namespace quantscope {
namespace {

// "llm.3.q_proj + k_proj + v_proj".
QString groupText(const std::string& name)
{
    const auto mates = std::min(name.find(" + "), name.size());
    return QString::fromStdString(shortLayerName(name.substr(0, mates)) + name.substr(mates));
}

}

GroupTableModel::GroupTableModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void GroupTableModel::setTable(SensitivityTable table, int bits)
{
    const bool same = table.groups == m_table.groups && table.measures.size() == m_table.measures.size();
    if (!same)
        beginResetModel();
    m_table = std::move(table);
    m_bits = bits;
    if (!same)
        endResetModel();
    else if (!m_table.groups.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void GroupTableModel::columnChanged(int column)
{
    if (rowCount() > 0)
        emit dataChanged(index(0, column), index(rowCount() - 1, column));
}

void GroupTableModel::setRecipeBits(std::vector<std::optional<int>> bits)
{
    m_recipeBits = std::move(bits);
    columnChanged(1);
}

void GroupTableModel::setSearchBits(std::vector<int> bits)
{
    m_searchBits = std::move(bits);
    columnChanged(2);
}

int GroupTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.groups.size());
}

int GroupTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : leadingColumns + static_cast<int>(m_table.measures.size());
}

std::optional<double> GroupTableModel::score(size_t group, size_t measure) const
{
    const auto at = std::find(m_table.bits.begin(), m_table.bits.end(), m_bits) - m_table.bits.begin();
    const auto& row = m_table.measures[measure].rows.at(group);
    return static_cast<size_t>(at) < row.size() ? std::optional(row[static_cast<size_t>(at)]) : std::nullopt;
}

QString GroupTableModel::text(size_t group, int column) const
{
    const auto none = QStringLiteral("–");
    if (column == 0)
        return groupText(m_table.groups[group].name);
    if (column == 1)
        return group < m_recipeBits.size() && m_recipeBits[group] ? QString::number(*m_recipeBits[group]) : none;
    if (column == 2)
        return group < m_searchBits.size() ? QString::number(m_searchBits[group]) : none;
    const auto measure = static_cast<size_t>(column - leadingColumns);
    const auto value = score(group, measure);
    return value ? scoreText(sensitivityMeasure(m_table.measures[measure].measure), *value) : none;
}

QVariant GroupTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    if (role == Qt::ToolTipRole && index.column() == 0)
        return QString::fromStdString(m_table.groups[static_cast<size_t>(index.row())].name);
    if (role == Qt::DisplayRole)
        return text(static_cast<size_t>(index.row()), index.column());
    if (role == exportRole && index.column() >= leadingColumns)
        return exported(score(static_cast<size_t>(index.row()), static_cast<size_t>(index.column() - leadingColumns)));
    if (role == Qt::TextAlignmentRole)
        return QVariant((index.column() == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    return {};
}

QVariant GroupTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return QAbstractTableModel::headerData(section, orientation, role);
    if (role == Qt::TextAlignmentRole)
        return QVariant((section == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    const bool tip = role == Qt::ToolTipRole;
    if (role != Qt::DisplayRole && !tip)
        return {};
    if (section == 0)
        return tip ? tr("Layers that share their bits because they read one input") : tr("Group");
    if (section == 1)
        return tip ? tr("Bits of the recipe in the editor") : tr("Recipe (bits)");
    if (section == 2)
        return tip ? tr("Bits that the search chooses for the budget") : tr("Search (bits)");
    const auto& measure = sensitivityMeasure(m_table.measures[static_cast<size_t>(section - leadingColumns)].measure);
    return tip ? coreText(measure.help) : tr("%1, %2 bits").arg(measureTitle(measure)).arg(m_bits);
}

}
