// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipe/recipeview.h"

#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

namespace quantscope {

RecipeView::RecipeView(QWidget* parent)
    : QWidget(parent)
    , m_panel(new RecipePanel(this))
    , m_tree(new RecipeTree(this))
{
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(m_panel);
    splitter->addWidget(m_tree);
    // The settings take what they need, the layers the rest.
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    // Where keys move before they change anything. A focus proxy would make Tab go round in here.
    setProperty("keysGoTo", QVariant::fromValue<QWidget*>(m_tree->view()));
    connect(m_panel, &RecipePanel::recipeEdited, this, &RecipeView::recipeEdited);
    connect(m_panel, &RecipePanel::presetChosen, this, &RecipeView::presetChosen);
    connect(m_panel, &RecipePanel::ownPresetChosen, this, &RecipeView::ownPresetChosen);
    connect(m_panel, &RecipePanel::ownPresetSaveRequested, this, &RecipeView::ownPresetSaveRequested);
    connect(m_panel, &RecipePanel::ownPresetDeleteRequested, this, &RecipeView::ownPresetDeleteRequested);
    connect(m_panel, &RecipePanel::layersHovered, this, &RecipeView::layersHovered);
    connect(m_panel, &RecipePanel::lessonAsked, this, &RecipeView::lessonAsked);
    connect(m_tree, &RecipeTree::recipeEdited, this, &RecipeView::recipeEdited);
    connect(m_tree, &RecipeTree::layerSelected, this, [this](int layer) {
        m_panel->setSelectedLayer(layer);
        emit layerSelected(layer);
    });
}

void RecipeView::setOutline(std::shared_ptr<const ModelOutline> outline)
{
    m_panel->setOutline(outline);
    m_tree->setOutline(std::move(outline));
}

void RecipeView::setRecipe(const Recipe& recipe, const Plan& plan)
{
    m_panel->setRecipe(recipe, plan);
    m_tree->setRecipe(recipe, plan);
}

void RecipeView::setIssues(std::vector<Issue> issues)
{
    m_panel->setIssues(std::move(issues));
}

void RecipeView::setOwnPresets(const QStringList& names, const std::vector<Recipe>& recipes)
{
    m_panel->setOwnPresets(names, recipes);
}

void RecipeView::setSelectedLayer(int layer)
{
    m_panel->setSelectedLayer(layer);
    m_tree->setSelectedLayer(layer);
}

}
