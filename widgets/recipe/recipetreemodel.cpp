// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipe/recipetreemodel.h"

#include <QFont>

#include <algorithm>
#include <map>

#include "common/appearance.h"
#include "recipe/fieldtext.h"

namespace quantscope {
namespace {

int nodeOf(const QModelIndex& index)
{
    return static_cast<int>(index.internalId());
}

bool isNumber(const SchemeField& field)
{
    return !std::holds_alternative<bool Scheme::*>(field.member) &&
        !std::holds_alternative<std::string Scheme::*>(field.member);
}

RecipeTreeModel::Status statusOf(const RecipeCell& cell, RecipeNode::Kind kind)
{
    if (!cell.usable)
        return RecipeTreeModel::Unusable;
    if (cell.own)
        return RecipeTreeModel::Own;
    if (kind == RecipeNode::TowerNode)
        return RecipeTreeModel::TowerSetting;
    return cell.mixed ? RecipeTreeModel::Mixed : RecipeTreeModel::Inherited;
}

}

RecipeTreeModel::RecipeTreeModel(QObject* parent)
    : QAbstractItemModel(parent)
{
}

bool RecipeTreeModel::setOutline(std::shared_ptr<const ModelOutline> outline)
{
    if (outline == m_outline)
        return false;
    beginResetModel();
    m_outline = std::move(outline);
    m_cells.setLayers(m_outline ? m_outline->layers : std::vector<Layer>());
    endResetModel();
    return true;
}

void RecipeTreeModel::setRecipe(const Recipe& recipe, const Plan& plan)
{
    m_cells.setRecipe(recipe, plan);
    tellChanged({});
}

void RecipeTreeModel::tellChanged(const QModelIndex& parent)
{
    int first = -1, last = -1;
    for (int row = 0; row < rowCount(parent); ++row)
        if (const auto child = index(row, 0, parent); m_cells.changed(nodeOf(child))) {
            first = first < 0 ? row : first;
            last = row;
        }
    if (first < 0)
        return;
    emit dataChanged(index(first, 0, parent), index(last, columnCount() - 1, parent));
    for (int row = first; row <= last; ++row)
        tellChanged(index(row, 0, parent));
}

const SchemeField* RecipeTreeModel::fieldOf(int column)
{
    const auto fields = schemeFields();
    const bool known = column >= 1 && static_cast<size_t>(column) <= fields.size();
    return known ? &fields[static_cast<size_t>(column - 1)] : nullptr;
}

int RecipeTreeModel::columnOf(const SchemeField& field)
{
    return 1 + static_cast<int>(&field - schemeFields().data());
}

QModelIndex RecipeTreeModel::indexOf(int node, int column) const
{
    return node < 0 ? QModelIndex() : createIndex(m_cells.node(node).row, column, static_cast<quintptr>(node));
}

QModelIndex RecipeTreeModel::indexOfLayer(int layer) const
{
    const auto& nodes = m_cells.nodes();
    for (size_t i = 0; i < nodes.size(); ++i)
        if (nodes[i].kind == RecipeNode::LayerNode && nodes[i].layer == layer)
            return indexOf(static_cast<int>(i));
    return {};
}

QModelIndex RecipeTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const auto& siblings = parent.isValid() ? m_cells.node(nodeOf(parent)).children : m_cells.towers();
    return createIndex(row, column, static_cast<quintptr>(siblings[static_cast<size_t>(row)]));
}

QModelIndex RecipeTreeModel::parent(const QModelIndex& child) const
{
    return child.isValid() ? indexOf(m_cells.node(nodeOf(child)).parent) : QModelIndex();
}

int RecipeTreeModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_cells.towers().size());
    return parent.column() > 0 ? 0 : static_cast<int>(m_cells.node(nodeOf(parent)).children.size());
}

int RecipeTreeModel::columnCount(const QModelIndex&) const
{
    return 1 + static_cast<int>(schemeFields().size());
}

Qt::ItemFlags RecipeTreeModel::flags(const QModelIndex& index) const
{
    auto flags = QAbstractItemModel::flags(index);
    if (const auto* field = index.isValid() ? fieldOf(index.column()) : nullptr)
        flags.setFlag(Qt::ItemIsEditable, m_cells.cell(nodeOf(index), *field).usable);
    return flags;
}

QVariant RecipeTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const auto* field = fieldOf(section);
    if (role == Qt::DisplayRole)
        return field ? fieldColumn(*field) : tr("Layer");
    if (role == Qt::ToolTipRole && field)
        return tr("%1\n%2").arg(fieldTitle(*field), fieldHelp(*field));
    if (role == Qt::TextAlignmentRole && field && isNumber(*field))
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

QVariant RecipeTreeModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const int node = nodeOf(index);
    switch (role) {
    case LayerRole: return m_cells.node(node).layer;
    case SearchRole: return searchText(node);
    case HasOwnRole: return m_cells.hasOwn(node);
    default: break;
    }
    const auto* field = fieldOf(index.column());
    return field ? cellData(node, *field, role) : nameData(node, role);
}

QVariant RecipeTreeModel::nameData(int node, int role) const
{
    const auto& row = m_cells.node(node);
    switch (role) {
    case Qt::DisplayRole: return m_cells.name(node);
    case Qt::ToolTipRole: return m_cells.fullName(node);
    case Qt::AccessibleTextRole:
        return m_cells.hasOwn(node) ? tr("%1, has overrides").arg(m_cells.name(node)) : m_cells.name(node);
    case Qt::DecorationRole: return row.kind == RecipeNode::TowerNode ? QVariant(towerColor(row.tower)) : QVariant();
    case StatusRole: return m_cells.hasOwn(node) ? Own : TowerSetting;
    case Qt::FontRole:
        if (m_cells.hasOwn(node)) {
            QFont font;
            font.setBold(true);
            return font;
        }
        return {};
    default: return {};
    }
}

QString RecipeTreeModel::cellText(const RecipeCell& cell, const SchemeField& field) const
{
    if (!cell.usable)
        return {};
    const QString value = shortValueText(field, cell.value);
    return cell.mixed ? tr("%1 …").arg(value) : value;
}

QVariant RecipeTreeModel::cellData(int node, const SchemeField& field, int role) const
{
    const auto cell = m_cells.cell(node, field);
    const auto status = statusOf(cell, m_cells.node(node).kind);
    const QString shown = status == Mixed ? tr("mixed") : cellText(cell, field);
    switch (role) {
    case Qt::DisplayRole: return shown;
    case Qt::EditRole: return cell.value;
    case Qt::TextAlignmentRole: return isNumber(field) ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::FontRole: {
        QFont font;
        font.setBold(cell.own);
        font.setItalic(cell.mixed);
        return cell.own || cell.mixed ? QVariant(font) : QVariant();
    }
    case Qt::ToolTipRole: return cellTip(node, field);
    case Qt::AccessibleTextRole:
        return cell.usable ? tr("%1: %2, %3").arg(fieldTitle(field), shown, m_cells.origin(node, field)) : QString();
    case StatusRole: return status;
    default: return {};
    }
}

QString RecipeTreeModel::cellTip(int node, const SchemeField& field) const
{
    const auto cell = m_cells.cell(node, field);
    const QString origin = m_cells.origin(node, field);
    if (!cell.usable)
        return origin;
    QStringList lines{tr("%1: %2").arg(fieldTitle(field), fieldValueText(field, cell.value)), origin};
    if (cell.mixed) {
        std::map<QString, int> counts;
        for (const int below : m_cells.withAllBelow(node))
            if (m_cells.node(below).kind == RecipeNode::LayerNode)
                if (const auto layer = m_cells.cell(below, field); layer.usable)
                    ++counts[fieldValueText(field, layer.value)];
        QStringList parts;
        for (const auto& [value, count] : counts)
            parts << (count == 1 ? tr("%1: 1 layer").arg(value) : tr("%1: %2 layers").arg(value).arg(count));
        lines << parts.join(QStringLiteral(", "));
    }
    return lines.join('\n');
}

QString RecipeTreeModel::searchText(int node) const
{
    QString text;
    for (; node >= 0; node = m_cells.node(node).parent)
        for (const auto& part : {m_cells.name(node), m_cells.fullName(node), shortTowerTitle(m_cells.node(node).tower)})
            text += part + '\n';
    return text;
}

bool RecipeTreeModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable))
        return false;
    setCells({index}, value);
    return true;
}

QString RecipeTreeModel::describe(const std::vector<int>& nodes) const
{
    if (nodes.size() > 1)
        return tr("%1 rows").arg(nodes.size());
    const auto& row = m_cells.node(nodes.front());
    if (row.kind == RecipeNode::TowerNode)
        return shortTowerTitle(row.tower);
    if (row.kind == RecipeNode::BlockNode)
        return tr("%1 block %2").arg(shortTowerTitle(row.tower)).arg(row.block);
    return shortLayerName(m_outline->layers[static_cast<size_t>(row.layer)]);
}

void RecipeTreeModel::setCells(const QModelIndexList& cells, const QVariant& value)
{
    const auto* field = cells.isEmpty() ? nullptr : fieldOf(cells.front().column());
    std::vector<int> nodes;
    for (const auto& cell : cells)
        if (field && cell.column() == cells.front().column() && m_cells.cell(nodeOf(cell), *field).usable)
            nodes.push_back(nodeOf(cell));
    if (!nodes.empty())
        send(m_cells.withValue(nodes, *field, value), tr("%1: %2").arg(describe(nodes), fieldPhrase(*field, value)));
}

void RecipeTreeModel::resetCells(const QModelIndexList& cells)
{
    std::map<const SchemeField*, std::vector<int>> byField;
    std::vector<int> nodes;
    for (const auto& cell : cells)
        if (const auto* field = fieldOf(cell.column()); field && m_cells.cell(nodeOf(cell), *field).own) {
            byField[field].push_back(nodeOf(cell));
            nodes.push_back(nodeOf(cell));
        }
    if (nodes.empty())
        return;
    RecipeCells edited = m_cells;
    Recipe recipe = m_cells.recipe();
    for (const auto& [field, rows] : byField) {
        recipe = edited.withoutValue(rows, *field);
        edited.setRecipe(recipe, {});
    }
    const auto what =
        byField.size() == 1 ? fieldPhrase(*byField.begin()->first, {}) : tr("%1 values").arg(nodes.size());
    send(recipe, tr("%1: reset %2").arg(describe(nodes), what));
}

void RecipeTreeModel::resetRows(const QModelIndexList& rows)
{
    std::vector<int> nodes;
    for (const auto& row : rows)
        if (m_cells.hasOwn(nodeOf(row)) && std::find(nodes.begin(), nodes.end(), nodeOf(row)) == nodes.end())
            nodes.push_back(nodeOf(row));
    if (!nodes.empty())
        send(m_cells.withoutValues(nodes), tr("%1: reset all values").arg(describe(nodes)));
}

void RecipeTreeModel::resetBelow(const QModelIndex& top)
{
    if (top.isValid())
        send(m_cells.withoutValues(m_cells.withAllBelow(nodeOf(top))),
             tr("%1: reset all overrides below").arg(describe({nodeOf(top)})));
}

void RecipeTreeModel::send(const Recipe& recipe, const QString& what)
{
    if (recipe != m_cells.recipe())
        emit recipeEdited(recipe, what);
}

}
