// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVariant>

#include <optional>
#include <vector>

#include "quant/plan.h"

namespace quantscope {

// A row of the recipe's tree: a tower, a block of it, or a layer. Layers outside blocks lie directly below their tower.
struct RecipeNode
{
    enum Kind { TowerNode, BlockNode, LayerNode };

    Kind kind = TowerNode;
    Tower tower = Tower::Vision;
    int block = -1;
    int layer = -1; // layers
    int parent = -1; // index of a node
    int row = 0; // among its parent's children
    std::vector<int> children;
    std::vector<int> layers; // all layers below, or the layer itself
};

struct RecipeCell
{
    QVariant value; // what this row sets, or what its layers have
    bool own = false; // set for this very row
    bool mixed = false; // layers below have other values
    bool usable = false; // the field means something here
};

// What each row of the tree shows for each field of Scheme, and the recipes that editing rows leads to.
class RecipeCells
{
public:
    void setLayers(std::vector<Layer>);
    void setRecipe(const Recipe&, const Plan&);

    const std::vector<RecipeNode>& nodes() const
    {
        return m_nodes;
    }
    const RecipeNode& node(int index) const
    {
        return m_nodes[static_cast<size_t>(index)];
    }
    const std::vector<int>& towers() const
    {
        return m_towers;
    }
    bool hasPlan() const;
    const Recipe& recipe() const
    {
        return m_recipe;
    }

    RecipeCell cell(int node, const SchemeField&) const;
    bool hasOwn(int node) const; // any field
    int ownCount() const; // rows that set anything
    bool changed(int node) const; // by the last setRecipe
    QString name(int node) const;
    QString fullName(int node) const; // for tooltips and searching
    QString origin(int node, const SchemeField&) const; // "inherited from block 3"

    Recipe withValue(const std::vector<int>& nodes, const SchemeField&, const QVariant&) const;
    Recipe withoutValue(const std::vector<int>& nodes, const SchemeField&) const;
    Recipe withoutValues(const std::vector<int>& nodes) const;
    std::vector<int> withAllBelow(int node) const;

private:
    int add(RecipeNode);
    Match matchOf(const RecipeNode&) const;
    void collectOwn();
    void findChanges(const Recipe& oldRecipe, const Plan& oldPlan, const std::vector<nlohmann::json>& oldOwn);
    QString originOfLayer(int layer, const SchemeField&) const;

    std::vector<Layer> m_layers;
    std::vector<RecipeNode> m_nodes;
    std::vector<int> m_towers;
    std::vector<nlohmann::json> m_own; // per node, the fields that it sets
    std::vector<bool> m_changed; // per node
    Recipe m_recipe;
    Plan m_plan;
};

}
