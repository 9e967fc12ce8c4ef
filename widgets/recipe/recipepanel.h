// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>
#include <vector>

#include "quant/plan.h"

namespace quantscope {

class IssueLabel;
class PresetBar;
class RecipeSettings;
class TowerBox;

// The recipe as switches: presets, one group per tower, and what holds for all. recipeEdited carries the whole new
// recipe and a short text for undo, once per action; the owner answers with setRecipe, which emits nothing.
class RecipePanel : public QWidget
{
    Q_OBJECT

public:
    explicit RecipePanel(QWidget* parent = nullptr);

    void setOutline(std::shared_ptr<const ModelOutline>);
    void setRecipe(const Recipe&, const Plan&);
    void setIssues(std::vector<Issue>);
    void setOwnPresets(const QStringList& names, const std::vector<Recipe>& recipes = {});

    QSize sizeHint() const override;

signals:
    void recipeEdited(quantscope::Recipe recipe, QString what);
    void presetChosen(QString id);
    void ownPresetChosen(QString name);
    void ownPresetSaveRequested(QString name);
    void ownPresetDeleteRequested(QString name);
    void
    layersHovered(std::vector<int> layers); // layers that the control under the mouse reaches; empty when it leaves

private:
    QWidget* createPage();
    void showIssues();

    std::shared_ptr<const ModelOutline> m_outline;
    std::vector<Issue> m_issueList;
    PresetBar* m_presets;
    IssueLabel* m_issues;
    std::vector<std::pair<Tower, TowerBox*>> m_towers;
    RecipeSettings* m_settings = nullptr;
};

}
