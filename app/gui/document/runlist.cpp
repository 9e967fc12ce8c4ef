// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/document/runlist.h"

#include <algorithm>

#include "common/numbertext.h"
#include "log/log.h"
#include "messages/sentence.h"

namespace quantscope {
namespace {

constexpr int pollMilliseconds = 60;

Run floatRun(const QString& name)
{
    Run run;
    run.name = name;
    run.state = Run::Running;
    run.when = QDateTime::currentDateTime();
    return run;
}

void logProblems(const RunRecord& record)
{
    for (const auto* list : {&record.warnings, &record.fallbacks})
        for (const auto& m : *list)
            logWarning(englishText(m));
    if (record.calibrationOverlap > 0)
        logWarning(std::to_string(record.calibrationOverlap) + " of the calibration questions are also evaluated");
}

}

RunList::RunList(Backend& backend, QObject* parent)
    : QObject(parent)
    , m_backend(backend)
    , m_run([this] {
        if (!m_run.problem().isEmpty())
            fail(m_run.problem());
    })
    , m_float([this] {
        if (!m_float.problem().isEmpty())
            fail(m_float.problem());
    })
{
    m_poll.setInterval(pollMilliseconds);
    connect(&m_poll, &QTimer::timeout, this, &RunList::drain);
    m_runs.push_back(floatRun(tr("Float")));
}

void RunList::reset(const WorkspaceInfo& opened)
{
    abandon();
    m_outline = opened.outline;
    m_nextRun = 1;
    m_shown = m_pinned = 0;
    auto run = floatRun(tr("Float"));
    run.plan = resolve(run.recipe, m_outline->sites);
    run.transforms = transformKey(run.recipe, run.plan);
    run.outcome.record.layers = plannedLayers(*m_outline, run.plan);
    run.outcome.record.size = estimateSize(run.plan, *m_outline);
    run.outcome.answers.resize(opened.data->questions.size());
    m_runs.clear();
    m_runs.push_back(std::move(run));
}

const Run* RunList::find(int id) const
{
    const auto it = std::find_if(m_runs.begin(), m_runs.end(), [id](const Run& run) { return run.id == id; });
    return it == m_runs.end() ? nullptr : &*it;
}

Run* RunList::mutableRun(int id)
{
    return const_cast<Run*>(std::as_const(*this).find(id));
}

const Run& RunList::shown() const
{
    const auto* run = find(m_shown);
    return run ? *run : m_runs.front();
}

const Run& RunList::pinned() const
{
    const auto* run = find(m_pinned);
    return run ? *run : m_runs.front();
}

void RunList::show(int id)
{
    const auto* run = find(id);
    if (!run || (run->state != Run::Complete && id != 0) || id == m_shown)
        return;
    m_shown = id;
    Q_EMIT runsChanged();
    Q_EMIT shownChanged();
    Q_EMIT modelsChanged();
}

void RunList::pin(int id)
{
    const auto* run = find(id);
    if (!run || (run->state != Run::Complete && id != 0))
        return;
    m_pinned = id;
    Q_EMIT runsChanged();
    Q_EMIT shownChanged();
}

void RunList::rename(int id, const QString& name)
{
    if (auto* run = mutableRun(id); run && id != 0 && !name.trimmed().isEmpty()) {
        run->name = name.trimmed();
        Q_EMIT runsChanged();
        if (id == m_pinned)
            Q_EMIT shownChanged();
    }
}

void RunList::setNote(int id, const QString& note)
{
    if (auto* run = mutableRun(id)) {
        run->note = note;
        Q_EMIT runsChanged();
    }
}

void RunList::remove(int id)
{
    if (id == 0 || !find(id))
        return;
    if (m_live && m_live->id == id)
        stop();
    std::erase_if(m_runs, [id](const Run& run) { return run.id == id; });
    m_backend.drop(id);
    if (m_shown == id)
        m_shown = 0;
    if (m_pinned == id)
        m_pinned = 0;
    Q_EMIT runsChanged();
    Q_EMIT shownChanged();
    Q_EMIT modelsChanged();
}

void RunList::write(int id, const QString& folder)
{
    const auto* run = find(id);
    if (!run || run->state != Run::Complete || id == 0)
        return;
    JobEnd<bool> end;
    end.done = [this, folder](bool) { Q_EMIT notice(tr("Written to %1.").arg(folder)); };
    end.failed = [this](const QString& sentence) { Q_EMIT problem(sentence); };
    end.cancelled = [] {};
    m_backend.writeRun(folder.toStdString(), run->outcome.record, m_runs.front().outcome.answers)(this, end);
}

void RunList::start(Run run)
{
    abandon();
    const int id = run.id = m_nextRun++;
    run.name = run.recipe.name.empty() ? tr("Run %1").arg(id) : QString::fromStdString(run.recipe.name);
    run.when = QDateTime::currentDateTime();
    beginLive(id);
    m_live->recipe = run.recipe;
    m_live->plan = run.plan;
    m_live->transforms = run.transforms;
    m_live->layers = plannedLayers(*m_outline, run.plan);
    m_live->weightFresh.assign(run.plan.schemes.size(), false);
    m_live->errorFresh.assign(run.plan.schemes.size(), false);
    m_live->answers.resize(m_runs.front().outcome.answers.size());
    logInfo("run: " + run.name.toStdString());
    m_run.start(m_backend.startRun(id, run.recipe, run.limit, m_live->feed), [this] { finishRun(); });
    m_runs.push_back(std::move(run));
    Q_EMIT liveChanged();
    Q_EMIT runsChanged();
    Q_EMIT shownChanged();
    Q_EMIT progressChanged();
}

void RunList::startFloat(const CalibrationRecipe& calibration, int64_t limit)
{
    abandon();
    beginLive(0);
    m_float.start(m_backend.startFloat(calibration, limit, m_live->feed), [this] { finishFloat(); });
    Q_EMIT liveChanged();
}

void RunList::showInstead(int id)
{
    abandon();
    show(id);
    Q_EMIT liveChanged();
}

void RunList::stop()
{
    if (!m_live)
        return;
    if (auto* run = mutableRun(m_live->id); run && run->id != 0) {
        run->state = Run::Cancelled;
        m_backend.drop(run->id);
        logInfo("cancelled: " + run->name.toStdString());
    }
    endLive();
    Q_EMIT liveChanged();
    Q_EMIT runsChanged();
    Q_EMIT shownChanged();
    Q_EMIT modelsChanged();
}

void RunList::withdraw()
{
    if (!m_live)
        return;
    abandon();
    Q_EMIT liveChanged();
    Q_EMIT runsChanged();
    Q_EMIT shownChanged();
}

void RunList::abandon()
{
    if (!m_live)
        return;
    const int id = m_live->id;
    endLive();
    if (id == 0)
        return;
    std::erase_if(m_runs, [id](const Run& run) { return run.id == id; });
    m_backend.drop(id);
}

void RunList::beginLive(int id)
{
    m_live.emplace();
    m_live->id = id;
    m_live->feed = std::make_shared<RunFeed>();
    m_live->clock.start();
    m_poll.start();
}

void RunList::endLive()
{
    m_live.reset();
    m_poll.stop();
    m_run.clear();
    m_float.clear();
}

void RunList::finishRun()
{
    drain();
    const int id = m_live->id;
    auto& run = *mutableRun(id);
    run.outcome = *m_run.value();
    run.state = Run::Complete;
    logProblems(run.outcome.record);
    const auto hits = QString::number(static_cast<int64_t>(hitsOf(run.outcome.answers)));
    QString text = tr("%1: %2 hits in %3").arg(run.name, hits, secondsText(run.outcome.seconds));
    if (!run.outcome.record.reused.empty())
        text += tr("; from the cache: %1").arg(reusedText(run.outcome));
    logInfo(text.toStdString());
    m_shown = id;
    endLive();
    forgetOldModels();
    Q_EMIT liveChanged();
    Q_EMIT runsChanged();
    Q_EMIT shownChanged();
    Q_EMIT modelsChanged();
    Q_EMIT ended();
}

void RunList::finishFloat()
{
    drain();
    auto& run = m_runs.front();
    const auto all = static_cast<int64_t>(run.outcome.answers.size());
    run.state = answeredOf(run.outcome.answers) == all ? Run::Complete : Run::Running;
    run.outcome.seconds = static_cast<double>(m_live->clock.elapsed()) / 1000;
    endLive();
    Q_EMIT liveChanged();
    Q_EMIT runsChanged();
    Q_EMIT modelsChanged();
}

void RunList::fail(const QString& sentence)
{
    const auto text = sentence; // the job that owns it ends here
    if (auto* run = mutableRun(m_live->id); run && run->id != 0) {
        run->state = Run::Failed;
        run->problem = text;
        m_backend.drop(run->id);
    }
    endLive();
    Q_EMIT liveChanged();
    Q_EMIT runsChanged();
    Q_EMIT shownChanged();
    Q_EMIT problem(text);
    Q_EMIT modelsChanged();
}

void RunList::drain()
{
    if (!m_live)
        return;
    const auto news = m_live->feed->take();
    m_live->stage = QString::fromStdString(news.stage);
    m_live->what = QString::fromStdString(news.what);
    m_live->stageFraction = news.stageFraction;
    m_live->fraction = news.fraction;
    QList<int> layers, rows;
    for (const auto& [site, outcome] : news.weights) {
        m_live->layers[static_cast<size_t>(site)].weight = outcome;
        m_live->weightFresh[static_cast<size_t>(site)] = true;
        layers.append(site);
    }
    for (const auto& [site, error] : news.errors) {
        auto& layer = m_live->layers[static_cast<size_t>(site)];
        layer.error = error;
        layer.measured = true;
        m_live->errorFresh[static_cast<size_t>(site)] = true;
        layers.append(site);
    }
    const bool baseline = m_live->id == 0;
    auto& answers = baseline ? m_runs.front().outcome.answers : m_live->answers;
    for (const auto& prediction : news.answers) {
        answers[prediction.row] = prediction;
        rows.append(static_cast<int>(prediction.row));
    }
    if (news.models)
        Q_EMIT modelsChanged();
    if (!layers.isEmpty())
        Q_EMIT layersArrived(layers);
    if (!rows.isEmpty())
        Q_EMIT answersArrived(rows, baseline);
    Q_EMIT progressChanged();
}

void RunList::forgetOldModels()
{
    constexpr int kept = 3;
    int seen = 0;
    for (auto run = m_runs.rbegin(); run != m_runs.rend(); ++run)
        if (run->id != 0 && run->id != m_shown && m_backend.held(run->id).any && ++seen >= kept)
            m_backend.drop(run->id);
}

LayerRow RunList::layer(SiteIndex site) const
{
    const auto index = static_cast<size_t>(site);
    LayerRow state{shown().outcome.record.layers.at(index), false, false, false};
    if (!isRunning())
        return state;
    const auto& live = m_live->layers[index];
    state.report.scheme = live.scheme;
    state.weightStale = !m_live->weightFresh[index];
    state.errorStale = !m_live->errorFresh[index];
    if (!state.weightStale)
        state.report.weight = live.weight;
    if (!state.errorStale) {
        state.report.error = live.error;
        state.report.measured = true;
    }
    return state;
}

const Answers& RunList::answers() const
{
    return isRunning() ? m_live->answers : shown().outcome.answers;
}

}
