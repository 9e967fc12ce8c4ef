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
    run.record.id = newRunId();
    run.record.name = name.toStdString();
    run.record.state = RunState::Running;
    run.record.started = timeNow();
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

RunList::RunList(Backend& backend, RunLibrary& library, QObject* parent)
    : QObject(parent)
    , m_backend(backend)
    , m_library(library)
    , m_run([this] {
        if (!m_run.problem().isEmpty())
            fail(m_run.problem());
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
    run.plan = resolve({}, m_outline->layers);
    run.transforms = transformKey({}, run.plan);
    run.record.layers = plannedLayers(m_outline->layers, run.plan);
    run.record.size = estimateSize(run.plan, *m_outline);
    run.answers.resize(opened.data->questions.size());
    m_queue = {};
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
    if (!run || (!isComplete(*run) && id != 0) || id == m_shown)
        return;
    m_shown = id;
    Q_EMIT runsChanged();
    Q_EMIT shownChanged();
    Q_EMIT modelsChanged();
}

void RunList::pin(int id)
{
    const auto* run = find(id);
    if (!run || (!isComplete(*run) && id != 0))
        return;
    m_pinned = id;
    Q_EMIT runsChanged();
    Q_EMIT shownChanged();
}

void RunList::rename(int id, const QString& name)
{
    if (auto* run = mutableRun(id); run && id != 0 && !name.trimmed().isEmpty()) {
        run->record.name = name.trimmed().toStdString();
        Q_EMIT runsChanged();
        if (id == m_pinned)
            Q_EMIT shownChanged();
    }
}

void RunList::setNote(int id, const QString& note)
{
    if (auto* run = mutableRun(id)) {
        run->record.note = note.toStdString();
        Q_EMIT runsChanged();
    }
}

void RunList::remove(int id)
{
    if (id == 0 || !find(id))
        return;
    if (m_live && m_live->id == id)
        stop();
    m_queue.remove(find(id)->record.id);
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
    if (!run || !isComplete(*run) || id == 0)
        return;
    JobEnd<bool> end;
    end.done = [this, folder](bool) { Q_EMIT notice(tr("Written to %1.").arg(folder)); };
    end.failed = [this](const QString& sentence) { Q_EMIT problem(sentence); };
    end.cancelled = [] {};
    const auto& plain = m_runs.front();
    const auto beside = imagesOf(plain) == imagesOf(*run) ? plain.answers : Answers(plain.answers.size());
    m_backend.writeRun(folder.toStdString(), run->record, beside)(this, end);
}

bool RunList::isRunning() const
{
    return isBusy() && find(m_live->id)->group.empty();
}

const Run* RunList::findRecord(const std::string& recordId) const
{
    const auto it =
        std::find_if(m_runs.begin(), m_runs.end(), [&](const Run& run) { return run.record.id == recordId; });
    return it == m_runs.end() ? nullptr : &*it;
}

const Run* RunList::findLike(const Recipe& recipe, int64_t limit) const
{
    const auto it = std::find_if(m_runs.begin(), m_runs.end(), [&](const Run& run) {
        return run.id != 0 && isComplete(run) && run.record.spec.limit == limit && sameRecipe(recipeOf(run), recipe);
    });
    return it == m_runs.end() ? nullptr : &*it;
}

namespace {

RunSpec specOf(const Recipe& recipe, int64_t limit)
{
    RunSpec spec;
    spec.recipe = recipe;
    spec.limit = limit;
    return spec;
}

}

void RunList::start(const Recipe& recipe, int64_t limit)
{
    if (isBusy() && !isRunning())
        interrupt();
    else
        abandon();
    m_queue.addFirst(specOf(recipe, limit), recipe.name);
    advance();
}

std::string RunList::enqueue(const Recipe& recipe, int64_t limit, const std::string& group)
{
    auto id = m_queue.add(specOf(recipe, limit), recipe.name, group);
    advance();
    return id;
}

// The float model's answers wait for runs.
void RunList::advance()
{
    if (isBusy())
        return;
    const auto* next = m_queue.startNext();
    if (!next)
        return;
    abandon();
    begin(*next);
}

void RunList::begin(const QueuedRun& queued)
{
    const int id = m_nextRun++;
    Run run;
    run.id = id;
    run.group = queued.group;
    auto& record = run.record;
    record.id = queued.id;
    record.spec = queued.spec;
    record.state = RunState::Running;
    record.name = queued.name.empty() ? tr("Run %1").arg(id).toStdString() : queued.name;
    record.started = timeNow();
    run.plan = resolve(recipeOf(run), m_outline->layers);
    run.transforms = transformKey(recipeOf(run), run.plan);
    record.layers = plannedLayers(m_outline->layers, run.plan);
    record.size = estimateSize(run.plan, *m_outline);
    run.answers.resize(m_runs.front().answers.size());
    beginLive(id);
    m_live->weightFresh.assign(run.plan.schemes.size(), false);
    m_live->errorFresh.assign(run.plan.schemes.size(), false);
    logInfo("run: " + record.name);
    for (const auto& m : openingMessages(recipeOf(run)))
        logInfo(englishText(m));
    m_run.start(m_backend.startRun(id, record.spec, 0, m_live->feed), [this] { finishRun(); });
    m_runs.push_back(std::move(run));
    Q_EMIT liveChanged();
    Q_EMIT runsChanged();
    Q_EMIT shownChanged();
    Q_EMIT progressChanged();
}

void RunList::startFloat(int64_t limit, int64_t profileSamples, Protocol protocol)
{
    abandon();
    auto& run = m_runs.front();
    const bool otherImages = imagesOf(run) != imageRouteOf(protocol);
    run.record.spec.protocol = protocol;
    if (otherImages) {
        run.record.state = RunState::Running;
        run.answers.assign(run.answers.size(), {});
        Q_EMIT shownChanged();
    }
    beginLive(0);
    RunSpec spec;
    spec.limit = limit;
    spec.protocol = protocol;
    m_run.start(m_backend.startRun(0, spec, profileSamples, m_live->feed), [this] { finishFloat(); });
    Q_EMIT liveChanged();
}

void RunList::showInstead(int id)
{
    if (isRunning() || !isBusy())
        abandon();
    show(id);
    Q_EMIT liveChanged();
}

void RunList::stop()
{
    if (!m_live)
        return;
    if (auto* run = mutableRun(m_live->id); run && run->id != 0) {
        run->record.state = RunState::Cancelled;
        if (run->group.empty())
            m_queue.cancel(run->record.id);
        else
            m_queue.cancelGroup(run->group);
        m_backend.drop(run->id);
        logInfo("cancelled: " + run->record.name);
    }
    endLive();
    Q_EMIT liveChanged();
    Q_EMIT runsChanged();
    Q_EMIT shownChanged();
    Q_EMIT modelsChanged();
    advance();
}

void RunList::cancelGroup(const std::string& group)
{
    const auto* live = m_live ? find(m_live->id) : nullptr;
    if (live && live->id != 0 && live->group == group)
        return stop();
    m_queue.cancelGroup(group);
    Q_EMIT runsChanged();
}

void RunList::cancelWaiting(const std::string& group)
{
    m_queue.cancelWaiting(group);
    Q_EMIT runsChanged();
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

// Of a run, nothing is left of it.
void RunList::abandon()
{
    if (!m_live)
        return;
    const int id = m_live->id;
    endLive();
    if (id == 0)
        return;
    m_queue.cancel(find(id)->record.id);
    m_queue.remove(find(id)->record.id);
    std::erase_if(m_runs, [id](const Run& run) { return run.id == id; });
    m_backend.drop(id);
}

// A group's run makes room; what it has kept in the cache is there when it has its turn again.
void RunList::interrupt()
{
    const int id = m_live->id;
    const auto queued = find(id)->record.id;
    endLive();
    m_queue.cancel(queued);
    m_queue.restart(queued);
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
}

// Name and note are the user's, who may have changed them meanwhile.
void RunList::take(Run& run, RunRecord record)
{
    record.id = run.record.id;
    record.name = run.record.name;
    record.note = run.record.note;
    record.started = run.record.started;
    run.record = std::move(record);
}

void RunList::finishRun()
{
    drain();
    const int id = m_live->id;
    auto& run = *mutableRun(id);
    take(run, *m_run.value());
    for (const auto& prediction : run.record.predictions)
        run.answers[prediction.row] = prediction;
    m_queue.finish(run.record.id, RunState::Complete);
    logProblems(run.record);
    const auto correct = correctText(correctOf(run.answers), scoredOf(run.answers));
    QString text = tr("%1: %2 correct in %3").arg(nameOf(run), correct, secondsText(run.record.seconds));
    if (!run.record.reused.empty())
        text += tr("; from the cache: %1").arg(reusedText(run.record));
    logInfo(text.toStdString());
    if (run.group.empty())
        m_shown = id;
    endLive();
    forgetOldModels();
    Q_EMIT liveChanged();
    Q_EMIT runsChanged();
    Q_EMIT shownChanged();
    Q_EMIT modelsChanged();
    advance();
    Q_EMIT ended();
}

// Its answers come in parts: of as many questions as somebody asks for.
void RunList::finishFloat()
{
    drain();
    auto& run = m_runs.front();
    const auto& found = *m_run.value();
    run.record.spec = found.spec;
    run.record.protocol = found.protocol;
    run.record.environment = found.environment;
    run.record.seconds = found.seconds;
    const bool all = answeredOf(run.answers) == static_cast<int64_t>(run.answers.size());
    run.record.state = all ? RunState::Complete : RunState::Running;
    endLive();
    Q_EMIT liveChanged();
    Q_EMIT runsChanged();
    Q_EMIT modelsChanged();
    advance();
}

void RunList::fail(const QString& sentence)
{
    const auto text = sentence; // the job that owns it ends here
    if (auto* run = mutableRun(m_live->id); run && run->id != 0) {
        run->record.state = RunState::Failed;
        run->record.problem = text.toStdString();
        m_queue.finish(run->record.id, RunState::Failed, run->record.problem);
        m_backend.drop(run->id);
    }
    endLive();
    Q_EMIT liveChanged();
    Q_EMIT runsChanged();
    Q_EMIT shownChanged();
    Q_EMIT problem(text);
    Q_EMIT modelsChanged();
    advance();
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
    auto& run = *mutableRun(m_live->id);
    QList<int> layers, rows;
    for (const auto& [layer, outcome] : news.weights) {
        run.record.layers[static_cast<size_t>(layer)].weight = outcome;
        m_live->weightFresh[static_cast<size_t>(layer)] = true;
        layers.append(layer);
    }
    for (const auto& [layer, error] : news.errors) {
        auto& report = run.record.layers[static_cast<size_t>(layer)];
        report.error = error;
        report.measured = true;
        m_live->errorFresh[static_cast<size_t>(layer)] = true;
        layers.append(layer);
    }
    for (const auto& prediction : news.answers) {
        run.answers[prediction.row] = prediction;
        rows.append(static_cast<int>(prediction.row));
    }
    const bool seen = m_live->id == 0 || isRunning();
    if (seen && news.models)
        Q_EMIT modelsChanged();
    if (seen && !layers.isEmpty())
        Q_EMIT layersArrived(layers);
    if (seen && !rows.isEmpty())
        Q_EMIT answersArrived(rows, m_live->id == 0);
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

LayerRow RunList::layer(LayerIndex layer) const
{
    const auto index = static_cast<size_t>(layer);
    LayerRow state{shown().record.layers.at(index), false, false, false};
    if (!isRunning())
        return state;
    const auto& live = find(m_live->id)->record.layers[index];
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
    return isRunning() ? find(m_live->id)->answers : shown().answers;
}

}
