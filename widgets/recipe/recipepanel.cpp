// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipe/recipepanel.h"

#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

#include "recipe/issuelabel.h"
#include "recipe/presetbar.h"
#include "recipe/recipematrix.h"

namespace quantscope {

RecipePanel::RecipePanel(QWidget* parent)
    : QWidget(parent)
    , m_presets(new PresetBar(this))
{
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    scroll->setAccessibleName(tr("Settings of the recipe"));
    scroll->setFocusPolicy(Qt::NoFocus); // the cells scroll it
    scroll->setWidget(createPage());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(3, 4, 1, 0);
    layout->setSpacing(4);
    layout->addWidget(m_presets);
    layout->addWidget(scroll, 1);
    connect(m_presets, &PresetBar::presetChosen, this, &RecipePanel::presetChosen);
    connect(m_presets, &PresetBar::ownPresetChosen, this, &RecipePanel::ownPresetChosen);
    connect(m_presets, &PresetBar::ownPresetSaveRequested, this, &RecipePanel::ownPresetSaveRequested);
    connect(m_presets, &PresetBar::ownPresetDeleteRequested, this, &RecipePanel::ownPresetDeleteRequested);
    connect(m_matrix, &RecipeMatrix::recipeEdited, this, &RecipePanel::recipeEdited);
    connect(m_matrix, &RecipeMatrix::layersHovered, this, &RecipePanel::layersHovered);
    connect(m_matrix, &RecipeMatrix::lessonAsked, this, &RecipePanel::lessonAsked);
    connect(m_matrix, &RecipeMatrix::issuesAsked, scroll, [this, scroll] {
        for (auto it = m_towerIssues.rbegin(); it != m_towerIssues.rend(); ++it)
            scroll->ensureWidgetVisible(it->second);
        scroll->ensureWidgetVisible(m_issues);
    });
    connect(m_matrix, &RecipeMatrix::cellFocused, scroll,
            [scroll](QWidget* cell) { scroll->ensureWidgetVisible(cell); });
}

// The texts of the issues stand below the matrix, whose cells have their signs: nothing moves under the mouse.
QWidget* RecipePanel::createPage()
{
    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 2);
    layout->setSpacing(2);
    m_matrix = new RecipeMatrix(page);
    layout->addWidget(m_matrix);
    m_issues = new IssueLabel(page);
    layout->addWidget(m_issues);
    for (const Tower tower : allTowers()) {
        auto* label = new IssueLabel(page);
        layout->addWidget(label);
        m_towerIssues.emplace_back(tower, label);
    }
    layout->addStretch(1);
    return page;
}

void RecipePanel::setOutline(std::shared_ptr<const ModelOutline> outline)
{
    m_context.outline = std::move(outline);
    m_context.plan = {};
    m_matrix->setContext(m_context);
    showIssues();
}

void RecipePanel::setRecipe(const Recipe& recipe, const Plan& plan)
{
    m_context.recipe = recipe;
    m_context.plan = plan;
    m_presets->setRecipe(recipe);
    m_matrix->setContext(m_context);
}

void RecipePanel::setIssues(std::vector<Issue> issues)
{
    m_issueList = std::move(issues);
    showIssues();
}

void RecipePanel::showIssues()
{
    std::vector<Issue> whole;
    std::vector<Tower> failing;
    std::vector<std::vector<Issue>> perTower(m_towerIssues.size());
    for (const auto& issue : m_issueList) {
        const auto tower = towerOfIssue(issue, m_context.layers());
        (tower ? perTower[static_cast<size_t>(*tower)] : whole).push_back(issue);
    }
    for (const auto& [tower, label] : m_towerIssues) {
        const auto& own = perTower[static_cast<size_t>(tower)];
        label->setIssues(own);
        if (std::any_of(own.begin(), own.end(), [](const Issue& issue) { return issue.severity == Severity::Error; }))
            failing.push_back(tower);
    }
    m_issues->setIssues(whole, failing);
    m_matrix->setIssues(m_issueList);
}

void RecipePanel::setOwnPresets(const QStringList& names, const std::vector<Recipe>& recipes)
{
    m_presets->setOwnPresets(names, recipes);
}

void RecipePanel::setSelectedLayer(int layer)
{
    m_matrix->setSelectedLayer(layer);
}

QSize RecipePanel::sizeHint() const
{
    return {minimumSizeHint().width(), m_matrix->sizeHint().height() + m_presets->sizeHint().height() + 12};
}

QSize RecipePanel::minimumSizeHint() const
{
    const int bar = style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    return {m_matrix->minimumSizeHint().width() + bar + 4, QWidget::minimumSizeHint().height()};
}

}
