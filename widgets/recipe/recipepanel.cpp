// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipe/recipepanel.h"

#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

#include "recipe/issuelabel.h"
#include "recipe/presetbar.h"
#include "recipe/recipesettings.h"
#include "recipe/towerbox.h"

namespace quantscope {

RecipePanel::RecipePanel(QWidget* parent)
    : QWidget(parent)
    , m_presets(new PresetBar(this))
    , m_issues(new IssueLabel(this))
{
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    scroll->setAccessibleName(tr("Settings of the recipe"));
    scroll->setWidget(createPage());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 6, 2, 0);
    layout->addWidget(m_presets);
    layout->addWidget(m_issues);
    layout->addWidget(scroll, 1);
    connect(m_presets, &PresetBar::presetChosen, this, &RecipePanel::presetChosen);
    connect(m_presets, &PresetBar::ownPresetChosen, this, &RecipePanel::ownPresetChosen);
    connect(m_presets, &PresetBar::ownPresetSaveRequested, this, &RecipePanel::ownPresetSaveRequested);
    connect(m_presets, &PresetBar::ownPresetDeleteRequested, this, &RecipePanel::ownPresetDeleteRequested);
}

QWidget* RecipePanel::createPage()
{
    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 2, 4);
    layout->setSpacing(8);
    for (const Tower tower : allTowers()) {
        auto* box = new TowerBox(tower, page);
        layout->addWidget(box);
        connect(box, &TowerBox::recipeEdited, this, &RecipePanel::recipeEdited);
        connect(box, &TowerBox::layersHovered, this, &RecipePanel::layersHovered);
        m_towers.emplace_back(tower, box);
    }
    m_settings = new RecipeSettings(page);
    layout->addWidget(m_settings);
    layout->addStretch(1);
    connect(m_settings, &RecipeSettings::recipeEdited, this, &RecipePanel::recipeEdited);
    connect(m_settings, &RecipeSettings::layersHovered, this, &RecipePanel::layersHovered);
    return page;
}

void RecipePanel::setOutline(std::shared_ptr<const ModelOutline> outline)
{
    m_outline = std::move(outline);
    for (const auto& [tower, box] : m_towers)
        box->setOutline(m_outline);
    m_settings->setOutline(m_outline);
    showIssues();
}

void RecipePanel::setRecipe(const Recipe& recipe, const Plan& plan)
{
    m_presets->setRecipe(recipe);
    for (const auto& [tower, box] : m_towers)
        box->setRecipe(recipe, plan);
    m_settings->setRecipe(recipe, plan);
}

void RecipePanel::setIssues(std::vector<Issue> issues)
{
    m_issueList = std::move(issues);
    showIssues();
}

void RecipePanel::showIssues()
{
    const std::vector<Layer> none;
    std::vector<Issue> whole;
    std::vector<Tower> failing;
    std::vector<std::vector<Issue>> perTower(m_towers.size());
    for (const auto& issue : m_issueList) {
        const auto tower = towerOfIssue(issue, m_outline ? m_outline->layers : none);
        (tower ? perTower[static_cast<size_t>(*tower)] : whole).push_back(issue);
    }
    for (const auto& [tower, box] : m_towers) {
        const auto& own = perTower[static_cast<size_t>(tower)];
        box->setIssues(own);
        if (std::any_of(own.begin(), own.end(), [](const Issue& issue) { return issue.severity == Severity::Error; }))
            failing.push_back(tower);
    }
    m_issues->setIssues(whole, failing);
}

void RecipePanel::setOwnPresets(const QStringList& names, const std::vector<Recipe>& recipes)
{
    m_presets->setOwnPresets(names, recipes);
}

QSize RecipePanel::sizeHint() const
{
    return {360, 640};
}

}
