// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "recipe/recipepanel.h"
#include "recipe/recipetree.h"

namespace quantscope {

// The recipe's dock: switches above, the tree of layers below. Forwards what both tell; the owner answers a
// recipeEdited with setRecipe before the next event.
class RecipeView : public QWidget
{
    Q_OBJECT

public:
    explicit RecipeView(QWidget* parent = nullptr);

    void setOutline(std::shared_ptr<const ModelOutline>);
    void setRecipe(const Recipe&, const Plan&);
    void setIssues(std::vector<Issue>);
    void setOwnPresets(const QStringList& names, const std::vector<Recipe>& recipes = {});
    void setSelectedLayer(int layer);

    RecipePanel* panel() const
    {
        return m_panel;
    }
    RecipeTree* tree() const
    {
        return m_tree;
    }

signals:
    void recipeEdited(quantscope::Recipe recipe, QString what);
    void presetChosen(QString id);
    void ownPresetChosen(QString name);
    void ownPresetSaveRequested(QString name);
    void ownPresetDeleteRequested(QString name);
    void layersHovered(std::vector<int> layers);
    void lessonAsked(QString page);
    void layerSelected(int layer);

private:
    RecipePanel* m_panel;
    RecipeTree* m_tree;
};

}
