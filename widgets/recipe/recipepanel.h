// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>
#include <vector>

#include "recipe/recipecontext.h"

namespace quantscope {

class IssueLabel;
class PresetBar;
class RecipeMatrix;

// The recipe as switches: presets, the matrix of settings and towers, and what is wrong with it. recipeEdited carries
// the whole new recipe and a short text for undo, once per action; the owner answers with setRecipe, which emits
// nothing.
class RecipePanel : public QWidget
{
    Q_OBJECT

public:
    explicit RecipePanel(QWidget* parent = nullptr);

    void setOutline(std::shared_ptr<const ModelOutline>);
    void setRecipe(const Recipe&, const Plan&);
    void setIssues(std::vector<Issue>);
    void setOwnPresets(const QStringList& names, const std::vector<Recipe>& recipes = {});
    void setSelectedLayer(int layer); // -1: none

    RecipeMatrix* matrix() const
    {
        return m_matrix;
    }

    QSize sizeHint() const override; // with all frequent settings in view
    QSize minimumSizeHint() const override; // as wide as the matrix

signals:
    void recipeEdited(quantscope::Recipe recipe, QString what);
    void presetChosen(QString id);
    void ownPresetChosen(QString name);
    void ownPresetSaveRequested(QString name);
    void ownPresetDeleteRequested(QString name);
    void
    layersHovered(std::vector<int> layers); // layers that the control under the mouse reaches; empty when it leaves
    void lessonAsked(QString page); // id of a page of Learn

private:
    QWidget* createPage();
    void showIssues();

    RecipeContext m_context;
    std::vector<Issue> m_issueList;
    PresetBar* m_presets;
    IssueLabel* m_issues = nullptr; // of no single tower
    RecipeMatrix* m_matrix = nullptr;
    std::vector<std::pair<Tower, IssueLabel*>> m_towerIssues;
};

}
