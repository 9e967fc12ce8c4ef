// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/work/diagnosisjobs.h"

#include "gui/document/document.h"
#include "gui/document/modelrebuild.h"
#include "gui/document/selection.h"

namespace quantscope {
namespace {

constexpr int diagnosisPoll = 100;

}

DiagnosisJobs::DiagnosisJobs(Backend& backend, const Document& document, const RunList& runs,
                             const ModelRebuild& rebuild, const Selection& selection, QObject* parent)
    : QObject(parent)
    , m_backend(backend)
    , m_document(document)
    , m_runs(runs)
    , m_rebuild(rebuild)
    , m_selection(selection)
    , m_diagnosis([this] { Q_EMIT changed(); })
    , m_check([this] { checkMoved(); })
    , m_trials([this] { trialsMoved(); })
    , m_trace([this] { traceMoved(); })
{
    m_pollCheck.setInterval(diagnosisPoll);
    connect(&m_pollCheck, &QTimer::timeout, this, &DiagnosisJobs::drainCheck);
    m_pollTrials.setInterval(diagnosisPoll);
    connect(&m_pollTrials, &QTimer::timeout, this, &DiagnosisJobs::drainTrials);
    m_pollTrace.setInterval(diagnosisPoll);
    connect(&m_pollTrace, &QTimer::timeout, this, &DiagnosisJobs::pollTrace);
    connect(&runs, &RunList::shownChanged, this, &DiagnosisJobs::follow);
    connect(&document, &Document::workspaceChanged, this, [this] {
        m_run = -1;
        follow();
    });
    connect(&runs, &RunList::liveChanged, this, &DiagnosisJobs::changed);
    connect(&runs, &RunList::modelsChanged, this, &DiagnosisJobs::startWhenHeld);
    connect(&rebuild, &ModelRebuild::changed, this, &DiagnosisJobs::changed);
    follow();
}

QString DiagnosisJobs::reason() const
{
    if (!m_document.isOpen())
        return tr("The diagnosis of a run appears here once a model is open.");
    if (const auto missing = m_runs.missingModel(); !missing.isEmpty())
        return missing;
    if (m_runs.shown().id == 0)
        return tr(
            "The float model has nothing to diagnose. Choose a preset and run it (Ctrl+R): the causes of its errors "
            "appear here.");
    if (!m_backend.held(m_runs.shown().id).any)
        return m_rebuild.text();
    return {};
}

// Another run is shown: what is known of the one before goes.
void DiagnosisJobs::follow()
{
    const int run = m_document.isOpen() ? m_runs.shown().id : -1;
    if (run == m_run && m_document.isOpen())
        return;
    m_run = run;
    const bool traced = m_trace.isBusy();
    stopCheck();
    stopTrials();
    stopTrace();
    m_diagnosis.clear();
    m_check.clear();
    m_trials.clear();
    m_trace.clear();
    startWhenHeld();
    if (traced)
        startTrace(m_traceOptions);
    Q_EMIT changed();
}

// The layers of the run stand beside its models once it has ended.
void DiagnosisJobs::startWhenHeld()
{
    if (m_run > 0 && m_run == m_runs.shown().id && !m_rebuild.isBusy() && !m_diagnosis.isBusy() &&
        !m_diagnosis.value() && reason().isEmpty())
        m_diagnosis.start(m_backend.diagnose(m_run));
}

void DiagnosisJobs::startCheck(int questions)
{
    if (!reason().isEmpty() || !m_diagnosis.value() || m_check.isBusy())
        return;
    m_check.clear();
    m_checkFeed = std::make_shared<CheckFeed>();
    m_checkStatus = {};
    m_pollCheck.start();
    m_check.start(m_backend.check(m_runs.shown().id, *m_diagnosis.value(), questions, m_checkFeed));
}

// Evidence that is there stays.
void DiagnosisJobs::stopCheck()
{
    if (!m_check.isBusy())
        return;
    m_pollCheck.stop();
    drainCheck();
    m_check.cancel();
    Q_EMIT changed();
}

void DiagnosisJobs::checkMoved()
{
    const bool failed = !m_check.problem().isEmpty();
    if (!m_check.isBusy())
        m_pollCheck.stop();
    if (failed)
        drainCheck();
    Q_EMIT changed();
    if (failed)
        Q_EMIT checkFailed(m_check.problem());
}

void DiagnosisJobs::drainCheck()
{
    auto news = m_checkFeed->take();
    m_checkStatus = news;
    if (news.check) {
        m_check.setValue(std::move(*news.check));
        Q_EMIT changed();
    }
    Q_EMIT checkProgressed(news.fraction, QString::fromStdString(news.what));
}

void DiagnosisJobs::startTrials(int questions)
{
    if (!reason().isEmpty() || !m_diagnosis.value() || m_trials.isBusy())
        return;
    m_trials.clear();
    m_trialsFeed = std::make_shared<TrialsFeed>();
    m_trialsStatus = {};
    m_pollTrials.start();
    m_trials.start(m_backend.tryFixes(m_runs.shown().id, *m_diagnosis.value(), questions, m_trialsFeed));
}

// What has been tried stays.
void DiagnosisJobs::stopTrials()
{
    if (!m_trials.isBusy())
        return;
    m_pollTrials.stop();
    drainTrials();
    m_trials.cancel();
    Q_EMIT changed();
}

void DiagnosisJobs::trialsMoved()
{
    const bool failed = !m_trials.problem().isEmpty();
    if (!m_trials.isBusy())
        m_pollTrials.stop();
    if (failed)
        drainTrials();
    Q_EMIT changed();
    if (failed)
        Q_EMIT trialsFailed(m_trials.problem());
}

void DiagnosisJobs::drainTrials()
{
    auto news = m_trialsFeed->take();
    m_trialsStatus = news;
    if (news.trials) {
        m_trials.setValue(std::move(*news.trials));
        Q_EMIT changed();
    }
    Q_EMIT trialsProgressed(news.fraction, QString::fromStdString(news.what));
}

void DiagnosisJobs::startTrace(TraceOptions options)
{
    const int row = m_selection.question();
    if (!reason().isEmpty() || row < 0)
        return;
    stopTrace();
    m_traceWaits = m_runs.live() != nullptr;
    m_traceFeed = std::make_shared<TraceFeed>();
    m_traceStatus = {};
    m_traceOptions = options;
    auto& layers = options.layers;
    layers.clear();
    if (const auto& diagnosis = m_diagnosis.value(); diagnosis && diagnosis->firstBad)
        layers.push_back(diagnosis->firstBad->layer);
    if (const LayerIndex layer = m_selection.layer(); layer >= 0 && (layers.empty() || layers.front() != layer))
        layers.push_back(layer);
    m_pollTrace.start();
    m_trace.start(m_backend.trace(m_runs.shown().id, static_cast<size_t>(row), options, m_traceFeed));
}

void DiagnosisJobs::traceMoved()
{
    if (!m_trace.isBusy())
        m_pollTrace.stop();
    Q_EMIT changed();
    if (!m_trace.problem().isEmpty())
        Q_EMIT traceFailed(m_trace.problem());
}

void DiagnosisJobs::pollTrace()
{
    m_traceStatus = m_traceFeed->take();
    const bool began = m_traceStatus.began;
    if (std::exchange(m_traceWaits, !began) == began)
        Q_EMIT changed();
    Q_EMIT traceProgressed(m_traceStatus.fraction, QString::fromStdString(m_traceStatus.what));
}

void DiagnosisJobs::stopTrace()
{
    if (!m_trace.isBusy())
        return;
    m_pollTrace.stop();
    m_trace.cancel();
    Q_EMIT changed();
}

}
