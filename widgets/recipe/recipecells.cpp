// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipe/recipecells.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <utility>

#include "common/appearance.h"
#include "quant/overrides.h"
#include "recipe/fieldtext.h"

namespace quantscope {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("quantscope", text);
}

bool sameValue(const Scheme& a, const Scheme& b, const SchemeField& field)
{
    return std::visit([&](auto member) { return a.*member == b.*member; }, field.member);
}

std::string key(const SchemeField& field)
{
    return std::string(field.id);
}

}

int RecipeCells::add(RecipeNode node)
{
    const int index = static_cast<int>(m_nodes.size());
    auto& siblings = node.parent < 0 ? m_towers : m_nodes[static_cast<size_t>(node.parent)].children;
    node.row = static_cast<int>(siblings.size());
    siblings.push_back(index);
    m_nodes.push_back(std::move(node));
    return index;
}

void RecipeCells::setLayers(std::vector<Layer> layers)
{
    m_layers = std::move(layers);
    m_nodes.clear();
    m_towers.clear();
    m_own.clear();
    m_plan = {};
    std::map<std::pair<Tower, int>, int> groups; // block -1 is the tower itself
    const auto group = [&](RecipeNode::Kind kind, const Layer& layer, int block, int parent) {
        const auto [it, isNew] = groups.try_emplace({layer.tower, block}, -1);
        if (isNew)
            it->second = add({kind, layer.tower, block, -1, parent, 0, {}, {}});
        return it->second;
    };
    for (size_t i = 0; i < m_layers.size(); ++i) {
        const auto& layer = m_layers[i];
        const int index = static_cast<int>(i);
        int parent = group(RecipeNode::TowerNode, layer, -1, -1);
        m_nodes[static_cast<size_t>(parent)].layers.push_back(index);
        if (layer.block >= 0) {
            parent = group(RecipeNode::BlockNode, layer, layer.block, parent);
            m_nodes[static_cast<size_t>(parent)].layers.push_back(index);
        }
        add({RecipeNode::LayerNode, layer.tower, layer.block, index, parent, 0, {}, {index}});
    }
}

void RecipeCells::setRecipe(const Recipe& recipe, const Plan& plan)
{
    const auto oldRecipe = std::exchange(m_recipe, recipe);
    const auto oldPlan = std::exchange(m_plan, plan);
    const auto oldOwn = std::exchange(m_own, std::vector(m_nodes.size(), nlohmann::json::object()));
    collectOwn();
    findChanges(oldRecipe, oldPlan, oldOwn);
}

void RecipeCells::collectOwn()
{
    if (m_recipe.overrides.empty())
        return;
    std::map<std::string, size_t> layers;
    std::map<std::pair<Tower, int>, size_t> blocks;
    for (size_t i = 0; i < m_nodes.size(); ++i) {
        if (m_nodes[i].kind == RecipeNode::LayerNode)
            layers[m_layers[static_cast<size_t>(m_nodes[i].layer)].name] = i;
        else if (m_nodes[i].kind == RecipeNode::BlockNode)
            blocks[{m_nodes[i].tower, m_nodes[i].block}] = i;
    }
    for (const auto& entry : m_recipe.overrides) {
        const auto& match = entry.match;
        size_t node = m_nodes.size();
        if (const auto it = layers.find(match.name); it != layers.end())
            node = it->second;
        else if (match.tower && match.firstBlock)
            if (const auto block = blocks.find({*match.tower, *match.firstBlock}); block != blocks.end())
                node = block->second;
        if (node < m_nodes.size() && match == matchOf(m_nodes[node]))
            m_own[node].update(entry.fields);
    }
}

void RecipeCells::findChanges(const Recipe& oldRecipe, const Plan& oldPlan, const std::vector<nlohmann::json>& oldOwn)
{
    m_changed.assign(m_nodes.size(), true);
    if (!hasPlan() || oldPlan.schemes.size() != m_plan.schemes.size() || oldOwn.size() != m_own.size())
        return;
    const auto layerChanged = [&](int layer) {
        const auto i = static_cast<size_t>(layer);
        return m_plan.schemes[i] != oldPlan.schemes[i] || m_plan.overrides[i] != oldPlan.overrides[i];
    };
    for (size_t i = 0; i < m_nodes.size(); ++i) {
        const auto& row = m_nodes[i];
        m_changed[i] = m_own[i] != oldOwn[i] || m_recipe.tower(row.tower).scheme != oldRecipe.tower(row.tower).scheme ||
            std::any_of(row.layers.begin(), row.layers.end(), layerChanged);
    }
}

bool RecipeCells::changed(int index) const
{
    return m_changed[static_cast<size_t>(index)];
}

bool RecipeCells::hasPlan() const
{
    return !m_layers.empty() && m_plan.schemes.size() == m_layers.size();
}

Match RecipeCells::matchOf(const RecipeNode& node) const
{
    return node.kind == RecipeNode::LayerNode ? layerMatch(m_layers[static_cast<size_t>(node.layer)])
                                              : blockMatch(node.tower, node.block);
}

RecipeCell RecipeCells::cell(int index, const SchemeField& field) const
{
    RecipeCell cell;
    if (!hasPlan())
        return cell;
    const auto& row = node(index);
    const auto& own = m_own[static_cast<size_t>(index)];
    const auto& tower = m_recipe.tower(row.tower).scheme;
    Scheme common = tower; // what the layers below are compared with
    bool known = row.kind == RecipeNode::TowerNode;
    if (const auto it = own.find(key(field)); it != own.end()) {
        setSchemeValue(common, field, *it, "the recipe");
        cell.own = known = true;
    }
    for (const int layer : row.layers) {
        const auto i = static_cast<size_t>(layer);
        const bool headInGroup = m_layers[i].role == Role::Head && row.kind != RecipeNode::LayerNode;
        if (!concerns(field, m_layers[i]) || headInGroup)
            continue;
        cell.usable = true;
        if (!known)
            common = m_plan.schemes[i];
        known = true;
        cell.mixed = cell.mixed || !sameValue(common, m_plan.schemes[i], field);
    }
    if (cell.usable)
        cell.value = fieldVariant(schemeValue(common, field));
    return cell;
}

bool RecipeCells::hasOwn(int index) const
{
    return static_cast<size_t>(index) < m_own.size() && !m_own[static_cast<size_t>(index)].empty();
}

int RecipeCells::ownCount() const
{
    return static_cast<int>(
        std::count_if(m_own.begin(), m_own.end(), [](const nlohmann::json& own) { return !own.empty(); }));
}

QString RecipeCells::name(int index) const
{
    const auto& row = node(index);
    if (row.kind == RecipeNode::TowerNode)
        return towerTitle(row.tower);
    if (row.kind == RecipeNode::BlockNode)
        return tr("Block %1").arg(row.block);
    const QString name = shortLayerName(m_layers[static_cast<size_t>(row.layer)]);
    return row.tower == Tower::Projector ? name : name.section('.', -1);
}

QString RecipeCells::fullName(int index) const
{
    const auto& row = node(index);
    if (row.kind == RecipeNode::TowerNode)
        return towerTitle(row.tower);
    if (row.kind == RecipeNode::BlockNode)
        return tr("%1, block %2").arg(towerTitle(row.tower)).arg(row.block);
    const auto& layer = m_layers[static_cast<size_t>(row.layer)];
    const auto name = QString::fromStdString(layer.name);
    return tr("%1\n%2, %3 × %4").arg(name, roleTitle(layer.role)).arg(layer.out).arg(layer.in);
}

QString RecipeCells::originOfLayer(int layer, const SchemeField& field) const
{
    const auto& where = m_layers[static_cast<size_t>(layer)];
    const int winner = winningOverride(m_recipe, m_plan, layer, field.id);
    if (winner < 0) {
        const bool bits = field.id == "weight_bits" || field.id == "activation_bits";
        if (where.role == Role::Head && bits)
            return tr("the output head stays in floating point unless it is set here");
        return tr("from the tower's setting");
    }
    const auto& match = m_recipe.overrides[static_cast<size_t>(winner)].match;
    if (match == layerMatch(where))
        return tr("set for this layer");
    if (where.block >= 0 && match == blockMatch(where.tower, where.block))
        return tr("inherited from block %1").arg(where.block);
    return tr("from rule %1: %2").arg(winner + 1).arg(QString::fromStdString(describeMatch(match)));
}

QString RecipeCells::origin(int index, const SchemeField& field) const
{
    const auto info = cell(index, field);
    const auto& row = node(index);
    if (!info.usable)
        return !hasPlan()       ? QString()
            : isRmsField(field) ? tr("RMS split is for down projections only")
                                : tr("only the language model has rows of image and of text tokens");
    if (row.kind == RecipeNode::LayerNode)
        return originOfLayer(row.layer, field);
    QStringList parts;
    if (row.kind == RecipeNode::TowerNode)
        parts << tr("the tower's setting");
    else if (info.own)
        parts << tr("set for this block");
    if (info.mixed)
        parts << tr("layers below have other values");
    else if (parts.isEmpty())
        for (const int layer : row.layers)
            if (concerns(field, m_layers[static_cast<size_t>(layer)]))
                return originOfLayer(layer, field);
    return parts.join(tr("; "));
}

Recipe RecipeCells::withValue(const std::vector<int>& nodes, const SchemeField& field, const QVariant& value) const
{
    Recipe recipe = m_recipe;
    const auto json = fieldJson(field, value);
    for (const int index : nodes) {
        const auto& row = node(index);
        if (row.kind == RecipeNode::TowerNode)
            setSchemeValue(recipe.tower(row.tower).scheme, field, json, "the recipe");
        else
            setOverride(recipe, matchOf(row), field.id, json);
    }
    return recipe;
}

Recipe RecipeCells::withoutValue(const std::vector<int>& nodes, const SchemeField& field) const
{
    Recipe recipe = m_recipe;
    for (const int index : nodes)
        if (node(index).kind != RecipeNode::TowerNode)
            clearOverride(recipe, matchOf(node(index)), field.id);
    return recipe;
}

Recipe RecipeCells::withoutValues(const std::vector<int>& nodes) const
{
    Recipe recipe = m_recipe;
    for (const int index : nodes)
        if (node(index).kind != RecipeNode::TowerNode && hasOwn(index))
            clearOverrides(recipe, matchOf(node(index)));
    return recipe;
}

std::vector<int> RecipeCells::withAllBelow(int index) const
{
    std::vector<int> all{index};
    for (size_t i = 0; i < all.size(); ++i)
        for (const int child : node(all[i]).children)
            all.push_back(child);
    return all;
}

}
