// SPDX-License-Identifier: GPL-3.0-or-later
// The recipe: its edits, and what follows from it.

#include "gui/document/document.h"

#include <utility>

#include "gui/document/recipecommand.h"
#include "run/stagekeys.h"

namespace quantscope {
namespace {

constexpr int restartMilliseconds = 150;

}

Document::Document(Backend& backend, RunLibrary& library, RunList& runs, QObject* parent)
    : QObject(parent)
    , m_backend(backend)
    , m_runs(runs)
    , m_library(library)
    , m_opening([this] { openingMoved(); })
    , m_import([this] {
        Q_EMIT importingChanged();
        if (!m_import.problem().isEmpty())
            Q_EMIT problem(m_import.problem());
    })
    , m_adopted([this] {
        if (!m_adopted.problem().isEmpty())
            Q_EMIT problem(m_adopted.problem());
    })
    , m_elsewhere([this] {
        if (!m_elsewhere.problem().isEmpty())
            Q_EMIT problem(m_elsewhere.problem());
    })
{
    m_restart.setSingleShot(true);
    m_restart.setInterval(restartMilliseconds);
    connect(&m_restart, &QTimer::timeout, this, [this] {
        m_startedByHand = false;
        startRun(false);
    });
    connect(&runs, &RunList::ended, this, &Document::runEnded);
    connect(&library, &RunLibrary::problem, this, &Document::problem);
    connect(&runs, &RunList::problem, this, &Document::problem);
    connect(&runs, &RunList::notice, this, &Document::notice);
}

void Document::editRecipe(Recipe recipe, const QString& what)
{
    if (recipe == m_recipe)
        return;
    auto origin = m_origin;
    if (recipe.name != m_recipe.name && !recipe.name.empty()) {
        origin = {{recipe.name, recipe}, {}};
    } else if (!recipe.name.empty()) {
        origin.named = {m_recipe.name, m_recipe};
        recipe.name.clear();
    }
    m_undo.push(new RecipeCommand(*this, std::move(recipe), std::move(origin), what));
}

void Document::setRecipe(const Recipe& recipe, const RecipeOrigin& origin)
{
    m_recipe = recipe;
    m_origin = origin;
    replan();
    Q_EMIT recipeChanged();
    if (hasModel() && (m_autoRun || m_runs.isRunning() || m_restart.isActive()))
        startLater();
}

void Document::applyRecipeOf(int run)
{
    if (const auto* found = m_runs.find(run))
        applyRecipe(found->record);
}

void Document::applyRecipeOf(const std::string& recordId)
{
    if (const auto* found = m_runs.findRecord(recordId))
        return applyRecipe(found->record);
    m_elsewhere.start(m_library.load({recordId}), [this] { applyRecipe(m_elsewhere.value()->front()); });
}

void Document::applyRecipe(const RunRecord& record)
{
    auto recipe = record.spec.recipe.value_or(Recipe());
    recipe.name = record.name;
    editRecipe(recipe, tr("recipe of %1").arg(QString::fromStdString(record.name)));
    setOrigin(record);
}

void Document::setOrigin(const RunRecord& record)
{
    m_origin = {{record.name, record.spec.recipe.value_or(Recipe())}, record.id};
}

std::string Document::title() const
{
    return runTitle(m_recipe, std::span(&m_origin.named, m_origin.named.name.empty() ? 0 : 1));
}

void Document::restoreRecipe(const Recipe& recipe, const RecipeOrigin& origin)
{
    m_restart.stop();
    m_recipe = recipe;
    m_origin = origin;
    m_undo.clear();
    replan();
    Q_EMIT recipeChanged();
}

void Document::replan()
{
    if (!isOpen())
        return;
    m_planned.plan = resolve(m_recipe, m_opened.outline->layers);
    m_planned.transforms = transformKey(m_planned.plan);
    m_planned.weightKeys.clear();
    for (auto& key : layerKeys(m_planned.plan))
        m_planned.weightKeys.push_back(std::move(key.alone));
    m_planned.issues = validate(m_recipe, m_planned.plan, *m_opened.outline);
    m_planned.size = estimateSize(m_planned.plan, *m_opened.outline);
    estimate();
}

void Document::estimate()
{
    if (m_opened.session)
        m_planned.preflight = {};
    else {
        m_opened.workload.gflops = m_runs.gflops();
        m_planned.preflight = preflightOf(m_opened, m_planned.plan, !isFloat(m_recipe), m_subset);
    }
}

void Document::setAutoRun(bool on)
{
    m_autoRun = on;
    if (on && hasModel() && outOfDate())
        startLater();
}

void Document::setSubset(const QuestionSubset& subset)
{
    if (subset == m_subset)
        return;
    const bool same = askTheSame(subset, m_subset);
    m_subset = subset;
    if (isOpen())
        estimate();
    Q_EMIT subsetChanged();
    if (same)
        return;
    if (m_runs.isRunning() || (m_autoRun && hasModel()))
        startLater();
}

bool Document::outOfDate() const
{
    const auto& shown = m_runs.shown();
    return hasModel() && !m_runs.isRunning() && !sameRecipe(recipeOf(shown), m_recipe) &&
        !(shown.id == 0 && isFloat(m_recipe) &&
          haveSameFloatAnswers(protocolOf(shown.record.spec), m_recipe.protocol, m_opened));
}

}
