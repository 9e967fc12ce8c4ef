// SPDX-License-Identifier: GPL-3.0-or-later
// The session's work: runs, the float baseline, and what they tell while they go on.

#include "gui/document/session.h"

#include <algorithm>

#include "common/numbertext.h"
#include "common/textof.h"
#include "log/log.h"

namespace quantscope {

void Session::start(bool force)
{
    m_restart.stop();
    m_force = m_force || force;
    startRun();
}

bool Session::refuses(const Preflight& found)
{
    if (found.fits || m_force)
        return false;
    QStringList problems, help;
    for (const auto& text : found.problems)
        problems << textOf(text);
    for (const auto& suggestion : found.suggestions)
        help << textOf(suggestion.words);
    auto text = tr("This does not fit: %1.").arg(problems.join(QStringLiteral("; ")));
    if (!help.isEmpty())
        text += ' ' + tr("It would with %1.").arg(help.join(tr(" or ")));
    Q_EMIT problem(text + ' ' + tr("Run → Run anyway starts it all the same."));
    return true;
}

void Session::stop()
{
    m_restart.stop();
    if (!m_live)
        return;
    if (auto* run = mutableRun(m_live->id); run && run->id != 0) {
        run->state = Run::Cancelled;
        logInfo("cancelled: " + run->name.toStdString());
    }
    m_live->cancel();
    m_live.reset();
    m_poll.stop();
    Q_EMIT liveChanged();
    Q_EMIT runsChanged();
    Q_EMIT shownChanged();
    refreshView();
}

void Session::abandonLive()
{
    if (!m_live)
        return;
    m_live->cancel();
    const int id = m_live->id;
    m_live.reset();
    m_poll.stop();
    if (id != 0)
        std::erase_if(m_runs, [id](const Run& run) { return run.id == id; });
}

RunRequest Session::request(const Recipe& recipe) const
{
    RunRequest r;
    r.workspace = m_opened.workspace;
    r.memory = m_opened.memory;
    r.recipe = recipe;
    r.limit = m_limit;
    r.threads = m_settings.threads;
    return r;
}

void Session::startRun()
{
    if (!isOpen())
        return;
    QStringList errors;
    for (const auto& issue : m_issues)
        if (issue.severity == Severity::Error)
            errors << QString::fromStdString(issue.text);
    if (!errors.isEmpty()) {
        Q_EMIT problem(tr("The recipe cannot run: %1").arg(errors.join(QStringLiteral("; "))));
        return;
    }
    estimate();
    if (refuses(m_preflight))
        return;
    abandonLive();
    if (isFloat(m_recipe)) {
        show(0);
        Q_EMIT liveChanged();
        return startBaseline();
    }
    for (const auto& run : m_runs)
        if (run.state == Run::Complete && run.id != 0 && run.limit == m_limit && sameRecipe(run.recipe, m_recipe)) {
            Q_EMIT notice(tr("These settings have run before: %1 is shown.").arg(run.name));
            show(run.id);
            Q_EMIT liveChanged();
            return startBaseline();
        }
    Run run;
    run.id = m_nextRun++;
    run.name = m_recipe.name.empty() ? tr("Run %1").arg(run.id) : QString::fromStdString(m_recipe.name);
    run.recipe = m_recipe;
    run.plan = m_plan;
    run.transforms = m_transforms;
    run.limit = m_limit;
    run.when = QDateTime::currentDateTime();
    run.outcome.record.size = m_size;
    const int id = run.id;
    m_live.emplace();
    m_live->id = id;
    m_live->recipe = m_recipe;
    m_live->plan = m_plan;
    m_live->transforms = m_transforms;
    m_live->feed = std::make_shared<RunFeed>();
    m_live->layers = plannedLayers(*m_opened.outline, m_plan);
    m_live->weightFresh.assign(m_plan.schemes.size(), false);
    m_live->errorFresh.assign(m_plan.schemes.size(), false);
    m_live->answers.resize(m_opened.data->questions.size());
    m_live->clock.start();
    logInfo("run: " + run.name.toStdString());
    m_runs.push_back(std::move(run));
    JobEnd<RunOutcome> end;
    end.done = [this, id](RunOutcome outcome) { finishRun(id, std::move(outcome)); };
    end.failed = [this, id](const QString& sentence) { failRun(id, sentence); };
    end.cancelled = [] {};
    m_live->cancel = m_engine.submit<RunOutcome>(
        Engine::Long, this,
        [request = request(m_recipe), feed = m_live->feed](const Progress& progress) {
            return runRecipe(request, *feed, progress);
        },
        end);
    m_poll.start();
    Q_EMIT liveChanged();
    Q_EMIT runsChanged();
    Q_EMIT shownChanged();
    Q_EMIT progressChanged();
}

void Session::startBaseline()
{
    auto& run = m_runs.front();
    const auto wanted = m_limit < 0 ? static_cast<int64_t>(run.outcome.answers.size())
                                    : std::min<int64_t>(m_limit, static_cast<int64_t>(run.outcome.answers.size()));
    if (!isOpen() || m_live ||
        (answeredOf(run.outcome.answers) >= wanted && run.outcome.models != m_opened.floatModels))
        return;
    if (refuses(preflightOf(m_opened, {}, {}, false, m_limit)))
        return;
    m_live.emplace();
    m_live->feed = std::make_shared<RunFeed>();
    m_live->clock.start();
    JobEnd<RunOutcome> end;
    end.done = [this, feed = m_live->feed](RunOutcome outcome) {
        if (m_live && m_live->feed == feed)
            finishBaseline(std::move(outcome));
    };
    end.failed = [this, feed = m_live->feed](const QString& sentence) {
        if (m_live && m_live->feed == feed)
            failRun(0, sentence);
    };
    end.cancelled = [] {};
    Recipe plain;
    plain.calibration = m_recipe.calibration;
    m_live->cancel = m_engine.submit<RunOutcome>(
        Engine::Long, this,
        [request = request(plain), feed = m_live->feed](const Progress& progress) {
            return answerFloat(request, *feed, progress);
        },
        end);
    m_poll.start();
    Q_EMIT liveChanged();
}

void Session::finishBaseline(RunOutcome outcome)
{
    drain();
    auto& run = m_runs.front();
    run.outcome.models = outcome.models;
    const auto all = static_cast<int64_t>(run.outcome.answers.size());
    run.state = answeredOf(run.outcome.answers) == all ? Run::Complete : Run::Running;
    run.outcome.seconds = static_cast<double>(m_live->clock.elapsed()) / 1000;
    m_live.reset();
    m_poll.stop();
    Q_EMIT liveChanged();
    Q_EMIT runsChanged();
    refreshView();
}

void Session::finishRun(int id, RunOutcome outcome)
{
    if (!m_live || m_live->id != id)
        return;
    drain();
    auto* run = mutableRun(id);
    run->outcome = std::move(outcome);
    run->state = Run::Complete;
    for (const auto& text : run->outcome.record.warnings)
        logWarning(text);
    for (const auto& text : run->outcome.record.fallbacks)
        logWarning(text);
    if (run->outcome.record.calibrationOverlap > 0)
        logWarning(std::to_string(run->outcome.record.calibrationOverlap) +
                   " of the calibration questions are also evaluated");
    const auto hits = QString::number(static_cast<int64_t>(hitsOf(run->outcome.answers)));
    QString text = tr("%1: %2 hits in %3").arg(run->name, hits, secondsText(run->outcome.seconds));
    if (!run->outcome.record.reused.empty())
        text += tr("; from the cache: %1").arg(reusedText(run->outcome));
    logInfo(text.toStdString());
    m_shown = id;
    m_live.reset();
    m_poll.stop();
    forgetOldModels();
    Q_EMIT liveChanged();
    Q_EMIT runsChanged();
    Q_EMIT shownChanged();
    refreshView();
    startBaseline();
}

void Session::failRun(int id, const QString& sentence)
{
    if (!m_live || m_live->id != id)
        return;
    if (auto* run = mutableRun(id); run && id != 0) {
        run->state = Run::Failed;
        run->problem = sentence;
    }
    m_live.reset();
    m_poll.stop();
    Q_EMIT liveChanged();
    Q_EMIT runsChanged();
    Q_EMIT shownChanged();
    Q_EMIT problem(sentence);
    refreshView();
}

void Session::drain()
{
    if (!m_live)
        return;
    auto news = m_live->feed->take();
    m_live->stage = QString::fromStdString(news.stage);
    m_live->what = QString::fromStdString(news.what);
    m_live->stageFraction = news.stageFraction;
    m_live->fraction = news.fraction;
    QList<int> sites, rows;
    for (const auto& [site, outcome] : news.weights) {
        m_live->layers[static_cast<size_t>(site)].weight = outcome;
        m_live->weightFresh[static_cast<size_t>(site)] = true;
        sites.append(site);
    }
    for (const auto& [site, error] : news.errors) {
        auto& layer = m_live->layers[static_cast<size_t>(site)];
        layer.error = error;
        layer.measured = true;
        m_live->errorFresh[static_cast<size_t>(site)] = true;
        sites.append(site);
    }
    auto& answers = m_live->id == 0 ? m_runs.front().outcome.answers : m_live->answers;
    for (const auto& prediction : news.answers) {
        answers[prediction.row] = prediction;
        rows.append(static_cast<int>(prediction.row));
    }
    if (news.models) {
        m_live->models = news.models;
        if (m_live->id == 0)
            m_runs.front().outcome.models = news.models;
        refreshView();
    }
    if (!sites.isEmpty())
        Q_EMIT layersArrived(sites);
    if (!rows.isEmpty())
        Q_EMIT answersArrived(rows, m_live->id == 0);
    Q_EMIT progressChanged();
}

void Session::forgetOldModels()
{
    constexpr int kept = 3;
    int seen = 0;
    for (auto run = m_runs.rbegin(); run != m_runs.rend(); ++run)
        if (run->id != 0 && run->id != m_shown && run->outcome.models && ++seen >= kept)
            run->outcome.models.reset();
}

void Session::startLater()
{
    if (isRunning()) {
        // What it has told so far belongs to an older recipe.
        abandonLive();
        Q_EMIT liveChanged();
        Q_EMIT runsChanged();
        Q_EMIT shownChanged();
    }
    m_restart.start();
}

}
