// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/document/session.h"

#include <algorithm>

#include "gui/document/recipecommand.h"
#include "log/log.h"

namespace quantscope {
namespace {

constexpr int pollMilliseconds = 60;
constexpr int restartMilliseconds = 150;

// Where outliers show first: the down projection in the middle of the language model.
int interestingSite(const ModelOutline& outline)
{
    std::vector<int> candidates;
    for (size_t i = 0; i < outline.sites.size(); ++i)
        if (outline.sites[i].tower == Tower::Llm && outline.sites[i].role == Role::MlpDown)
            candidates.push_back(static_cast<int>(i));
    return candidates.empty() ? 0 : candidates[candidates.size() / 2];
}

}

bool sameRecipe(Recipe a, Recipe b)
{
    a.name = b.name = {};
    return a == b;
}

bool isFloat(const Recipe& recipe)
{
    Recipe plain;
    plain.calibration = recipe.calibration;
    plain.seed = recipe.seed;
    return sameRecipe(recipe, plain);
}

Session::Session(OpenSettings settings, QObject* parent)
    : QObject(parent)
    , m_settings(std::move(settings))
{
    m_restart.setSingleShot(true);
    m_restart.setInterval(restartMilliseconds);
    connect(&m_restart, &QTimer::timeout, this, &Session::startRun);
    m_poll.setInterval(pollMilliseconds);
    connect(&m_poll, &QTimer::timeout, this, &Session::drain);
    resetRuns();
}

Session::~Session()
{
    abandonLive();
}

void Session::open(const Sources& sources)
{
    if (m_cancelOpen)
        m_cancelOpen();
    const int request = ++m_openRequest;
    m_opening = true;
    Q_EMIT openingChanged();
    QElapsedTimer clock;
    clock.start();
    JobEnd<OpenedWorkspace> end;
    end.done = [this, request, clock](OpenedWorkspace opened) {
        if (request != m_openRequest)
            return;
        abandonLive();
        m_opening = false;
        m_opened = std::move(opened);
        m_force = false;
        m_site = m_viewSite = -1;
        m_view.reset();
        m_sample = -1;
        resetRuns();
        replan();
        logInfo("opened " + m_opened.outline->name + " and " + m_opened.data->name + ", " +
                std::to_string(m_opened.data->questions.size()) + " questions, in " + std::to_string(clock.elapsed()) +
                " ms" + (m_opened.sketch.lowMemory ? "; its weights stay in their files to save memory" : ""));
        Q_EMIT openingChanged();
        Q_EMIT workspaceChanged();
        Q_EMIT recipeChanged();
        selectSite(interestingSite(*m_opened.outline));
        startBaseline();
    };
    end.failed = [this, request](const QString& sentence) {
        if (request != m_openRequest)
            return;
        m_opening = false;
        Q_EMIT openingChanged();
        Q_EMIT problem(sentence);
        startBaseline();
    };
    end.cancelled = [this, request] {
        if (request != m_openRequest)
            return;
        m_opening = false;
        Q_EMIT openingChanged();
    };
    m_cancelOpen = m_engine.submit<OpenedWorkspace>(
        Engine::Short, this,
        [sources, previous = m_opened, settings = m_settings](const Progress& progress) {
            return openWorkspace(
                sources, previous, settings, [](const std::string& text) { logWarning(text); }, progress);
        },
        end);
}

void Session::resetRuns()
{
    m_runs.clear();
    m_nextRun = 1;
    m_shown = m_pinned = 0;
    Run run;
    run.name = tr("Float");
    run.state = Run::Running;
    run.when = QDateTime::currentDateTime();
    if (isOpen()) {
        run.plan = resolve(run.recipe, m_opened.outline->sites);
        run.transforms = transformKey(run.recipe, run.plan);
        run.outcome.record.layers = plannedLayers(*m_opened.outline, run.plan);
        run.outcome.record.size = estimateSize(run.plan, *m_opened.outline);
        run.outcome.answers.resize(m_opened.data->questions.size());
        run.outcome.models = m_opened.floatModels;
    }
    m_runs.push_back(std::move(run));
}

void Session::editRecipe(Recipe recipe, const QString& what)
{
    if (recipe == m_recipe)
        return;
    m_undo.push(new RecipeCommand(*this, m_recipe, std::move(recipe), what));
}

void Session::setRecipe(const Recipe& recipe)
{
    m_recipe = recipe;
    replan();
    Q_EMIT recipeChanged();
    refreshView();
    if (m_autoRun || isRunning() || m_restart.isActive())
        startLater();
}

void Session::replan()
{
    if (!isOpen())
        return;
    m_plan = resolve(m_recipe, m_opened.outline->sites);
    m_issues = validate(m_recipe, m_plan, *m_opened.outline);
    m_size = estimateSize(m_plan, *m_opened.outline);
    m_transforms = transformKey(m_recipe, m_plan);
    estimate();
}

void Session::estimate()
{
    m_preflight = preflightOf(m_opened, m_recipe, m_plan, !isFloat(m_recipe), m_limit);
}

void Session::setAutoRun(bool on)
{
    m_autoRun = on;
    if (on && outOfDate())
        startLater();
}

void Session::setLimit(int64_t questions)
{
    if (questions == m_limit)
        return;
    m_limit = questions;
    if (isOpen())
        estimate();
    Q_EMIT limitChanged();
    if (isRunning() || (m_autoRun && isOpen()))
        startLater();
}

const Run* Session::findRun(int id) const
{
    const auto it = std::find_if(m_runs.begin(), m_runs.end(), [id](const Run& run) { return run.id == id; });
    return it == m_runs.end() ? nullptr : &*it;
}

Run* Session::mutableRun(int id)
{
    return const_cast<Run*>(std::as_const(*this).findRun(id));
}

const Run& Session::shown() const
{
    const auto* run = findRun(m_shown);
    return run ? *run : m_runs.front();
}

const Run& Session::pinned() const
{
    const auto* run = findRun(m_pinned);
    return run ? *run : m_runs.front();
}

bool Session::outOfDate() const
{
    return isOpen() && !isRunning() && !sameRecipe(shown().recipe, m_recipe) && !(m_shown == 0 && isFloat(m_recipe));
}

void Session::show(int id)
{
    const auto* run = findRun(id);
    if (!run || (run->state != Run::Complete && id != 0) || id == m_shown)
        return;
    m_shown = id;
    Q_EMIT runsChanged();
    Q_EMIT shownChanged();
    refreshView();
}

void Session::pin(int id)
{
    const auto* run = findRun(id);
    if (!run || (run->state != Run::Complete && id != 0))
        return;
    m_pinned = id;
    Q_EMIT runsChanged();
    Q_EMIT shownChanged();
}

void Session::rename(int id, const QString& name)
{
    if (auto* run = mutableRun(id); run && id != 0 && !name.trimmed().isEmpty()) {
        run->name = name.trimmed();
        Q_EMIT runsChanged();
        if (id == m_pinned)
            Q_EMIT shownChanged();
    }
}

void Session::setNote(int id, const QString& note)
{
    if (auto* run = mutableRun(id)) {
        run->note = note;
        Q_EMIT runsChanged();
    }
}

void Session::remove(int id)
{
    if (id == 0 || !findRun(id))
        return;
    if (m_live && m_live->id == id)
        stop();
    std::erase_if(m_runs, [id](const Run& run) { return run.id == id; });
    if (m_shown == id)
        m_shown = 0;
    if (m_pinned == id)
        m_pinned = 0;
    Q_EMIT runsChanged();
    Q_EMIT shownChanged();
    refreshView();
}

void Session::applyRecipeOf(int id)
{
    if (const auto* run = findRun(id))
        editRecipe(run->recipe, tr("recipe of %1").arg(run->name));
}

void Session::writeRun(int id, const QString& folder)
{
    const auto* run = findRun(id);
    if (!run || run->state != Run::Complete || id == 0)
        return;
    JobEnd<bool> end;
    end.done = [this, folder](bool) { Q_EMIT notice(tr("Written to %1.").arg(folder)); };
    end.failed = [this](const QString& sentence) { Q_EMIT problem(sentence); };
    end.cancelled = [] {};
    m_engine.submit<bool>(
        Engine::Short, this,
        [folder = folder.toStdString(), opened = m_opened, record = run->outcome.record,
         floatAnswers = m_runs.front().outcome.answers](const Progress&) {
            writeRunFolder(folder, opened, record, floatAnswers);
            return true;
        },
        end);
}

void Session::close()
{
    Q_EMIT closing();
    abandonLive();
}

}
