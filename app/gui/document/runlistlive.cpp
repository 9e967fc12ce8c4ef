// SPDX-License-Identifier: GPL-3.0-or-later
// The run under way: what it finds, and its end.

#include "gui/document/runlist.h"

#include <utility>

#include "archive/runname.h"
#include "common/numbertext.h"
#include "log/log.h"
#include "messages/sentence.h"

namespace quantscope {
namespace {

void logProblems(const RunRecord& record)
{
    for (const auto* list : {&record.warnings, &record.fallbacks})
        for (const auto& m : *list)
            logWarning(englishText(m));
    if (record.calibrationOverlap > 0)
        logWarning(std::to_string(record.calibrationOverlap) + " of the calibration questions are also evaluated");
}

}

void RunList::begin(const QueuedRun& queued)
{
    RunRecord record;
    record.id = queued.id;
    record.spec = queued.spec;
    record.state = RunState::Running;
    record.name = queued.name.empty() ? runTitle(*queued.spec.recipe) : queued.name;
    record.spec.recipe->name = record.name;
    record.started = timeNow();
    auto run = runOf(m_nextRun++, std::move(record), m_opened);
    run.group = queued.group;
    beginLive(run.id);
    m_live->weightFresh.assign(run.plan.schemes.size(), false);
    m_live->errorFresh.assign(run.plan.schemes.size(), false);
    logInfo("run: " + run.record.name);
    for (const auto& m : openingMessages(recipeOf(run)))
        logInfo(englishText(m));
    RunStart start{run.record.spec, 0, {}, m_library.file(), run.record.id, run.record.name, {}};
    start.origin.parent = m_parents[run.record.id];
    start.origin.experiment = run.group;
    const int id = run.id;
    m_runs.push_back(std::move(run));
    // Those of a group stand behind: the baseline stays what the user has made it.
    if (queued.group.empty())
        followProtocol(protocolOf(start.spec));
    lookForFloat([this, id, start]() mutable {
        start.floatFirst = floatBefore(start.spec);
        expectTime(start, find(id)->plan);
        m_run.start(m_backend.startRun(id, start, m_live->feed), [this] { finishRun(); });
    });
    report(Live | Runs | Shown);
    Q_EMIT progressChanged();
}

void RunList::beginLive(int id)
{
    m_live.emplace();
    m_live->id = id;
    m_live->feed = std::make_shared<RunFeed>();
    m_live->clock.start();
    m_poll.start();
}

void RunList::expectTime(const RunStart& start, const Plan& plan)
{
    m_live->time = TimeLeft(plannedStages(m_opened, start, plan));
}

// What a run has learned of the model's speed serves the estimates after it.
void RunList::endLive()
{
    if (m_live)
        m_opened.workload.gflops /= m_live->time.pace(m_live->elapsed());
    m_live.reset();
    m_poll.stop();
    m_run.clear();
    m_floats.clear();
    m_afterFloats = nullptr;
}

// Name and note are the user's, who may have changed them meanwhile.
void RunList::take(Run& run, RunRecord record)
{
    record.id = run.record.id;
    record.name = run.record.name;
    record.note = run.record.note;
    record.started = run.record.started;
    run.record = std::move(record);
    m_library.refresh();
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
    const auto correct =
        withProtocol(correctText(correctOf(run.answers), scoredOf(run.answers)), meaningOf(run, *m_opened.data));
    QString text = tr("%1: %2 correct in %3").arg(nameOf(run), correct, secondsText(run.record.seconds));
    if (!run.record.reused.empty())
        text += tr("; from the cache: %1").arg(reusedText(run.record));
    logInfo(text.toStdString());
    if (run.group.empty())
        m_shown = id;
    endLive();
    forgetOldModels();
    report(Live | Runs | Shown | Models);
    advance();
    Q_EMIT ended();
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
    report(Live | Runs | Shown);
    Q_EMIT problem(text);
    report(Models);
    advance();
}

void RunList::drain()
{
    if (!m_live)
        return;
    const auto news = m_live->feed->take();
    hearOfStore(news.problems);
    m_live->take(news);
    takeFloatAnswers(news);
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

// The same trouble at every run is one message.
void RunList::hearOfStore(const std::vector<std::string>& problems)
{
    for (const auto& sentence : problems)
        if (std::exchange(m_storeProblem, sentence) != sentence)
            Q_EMIT problem(tr("The store of runs cannot be written; runs go on in memory. %1")
                               .arg(QString::fromStdString(sentence)));
}

void RunList::takeRebuilt()
{
    forgetOldModels();
    Q_EMIT modelsChanged();
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
    LayerRow state{shown().record.layers.at(index)};
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
