// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/document/diagnosisjobs.h"

#include "gui/document/session.h"

namespace quantscope {
namespace {

constexpr int diagnosisPoll = 100;

}

DiagnosisJobs::DiagnosisJobs(Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
    m_poll.setInterval(diagnosisPoll);
    connect(&m_poll, &QTimer::timeout, this, &DiagnosisJobs::poll);
    m_pollTrace.setInterval(m_poll.interval());
    connect(&m_pollTrace, &QTimer::timeout, this, &DiagnosisJobs::pollTrace);
    connect(&session, &Session::shownChanged, this, &DiagnosisJobs::follow);
    connect(&session, &Session::workspaceChanged, this, [this] {
        m_run = -1;
        follow();
    });
    connect(&session, &Session::liveChanged, this, &DiagnosisJobs::changed);
    follow();
}

DiagnosisJobs::~DiagnosisJobs()
{
    for (const auto& cancel : {m_cancelDiagnosis, m_cancelCheck, m_cancelTrace})
        if (cancel)
            cancel();
}

QString DiagnosisJobs::reason() const
{
    if (!m_session.isOpen())
        return tr("The diagnosis of a run appears here once a model is open.");
    if (m_session.shown().id == 0)
        return tr(
            "The float model has nothing to diagnose. Choose a preset and run it (Ctrl+R): the causes of its errors "
            "appear here.");
    if (!m_session.shown().outcome.models)
        return tr("The weights of this run are no longer in memory; apply its recipe and run it again.");
    return {};
}

DiagnoseRequest DiagnosisJobs::request() const
{
    const auto& run = m_session.shown();
    const auto& opened = m_session.opened();
    return {opened.workspace,          opened.memory,      opened.outline, run.outcome.models, run.recipe, run.plan,
            run.outcome.record.layers, m_session.threads()};
}

// Another run is shown: what is known of the one before goes.
void DiagnosisJobs::follow()
{
    const int run = m_session.isOpen() ? m_session.shown().id : -1;
    if (run == m_run && m_session.isOpen())
        return;
    m_run = run;
    const bool traced = m_tracing;
    stopCheck();
    stopTrace();
    if (m_cancelDiagnosis)
        m_cancelDiagnosis();
    ++m_diagnoseNumber;
    m_diagnosis.reset();
    m_check.reset();
    m_trace.reset();
    m_diagnosing = false;
    m_problem.clear();
    if (reason().isEmpty())
        diagnose();
    if (traced)
        startTrace();
    Q_EMIT changed();
}

void DiagnosisJobs::diagnose()
{
    m_diagnosing = true;
    const int number = m_diagnoseNumber;
    JobEnd<Diagnosis> end;
    end.done = [this, number](Diagnosis diagnosis) {
        if (number != m_diagnoseNumber)
            return;
        m_diagnosing = false;
        m_diagnosis = std::make_shared<const Diagnosis>(std::move(diagnosis));
        Q_EMIT changed();
    };
    end.failed = [this, number](const QString& sentence) {
        if (number != m_diagnoseNumber)
            return;
        m_diagnosing = false;
        m_problem = sentence;
        Q_EMIT changed();
    };
    end.cancelled = [] {};
    m_cancelDiagnosis = m_session.engine().submit<Diagnosis>(
        Engine::Short, this, [request = request()](const Progress& progress) { return diagnoseRun(request, progress); },
        end);
}

void DiagnosisJobs::startCheck(int questions)
{
    if (!reason().isEmpty() || !m_diagnosis || m_checking)
        return;
    m_checking = true;
    m_check.reset();
    m_news = std::make_shared<CheckNews>();
    const int number = ++m_checkNumber;
    JobEnd<GuidedCheck> end;
    end.done = [this, number](GuidedCheck check) {
        if (number != m_checkNumber)
            return;
        m_poll.stop();
        m_checking = false;
        m_check = std::make_shared<const GuidedCheck>(std::move(check));
        Q_EMIT changed();
    };
    end.failed = [this, number](const QString& sentence) {
        if (number != m_checkNumber)
            return;
        stopCheck();
        Q_EMIT checkFailed(sentence);
    };
    end.cancelled = [] {};
    m_cancelCheck = m_session.engine().submit<GuidedCheck>(
        Engine::Long, this,
        [request = request(), diagnosis = m_diagnosis, questions, news = m_news](const Progress& outer) {
            Progress progress = outer;
            progress.report = [news](double fraction, std::string_view what) {
                const std::lock_guard lock(news->mutex);
                news->fraction = std::max(news->fraction, fraction);
                news->what = what;
            };
            const auto updated = [news](const GuidedCheck& check) {
                auto copy = std::make_shared<const GuidedCheck>(check);
                const std::lock_guard lock(news->mutex);
                news->check = std::move(copy);
            };
            return checkRun(request, *diagnosis, questions, updated, progress);
        },
        end);
    m_poll.start();
    Q_EMIT changed();
}

// Evidence that is there stays.
void DiagnosisJobs::stopCheck()
{
    if (!m_checking)
        return;
    m_cancelCheck();
    ++m_checkNumber;
    m_poll.stop();
    poll();
    m_checking = false;
    Q_EMIT changed();
}

void DiagnosisJobs::poll()
{
    std::shared_ptr<const GuidedCheck> check;
    double fraction = 0;
    std::string what;
    {
        const std::lock_guard lock(m_news->mutex);
        check = std::exchange(m_news->check, nullptr);
        fraction = m_news->fraction;
        what = m_news->what;
    }
    if (check) {
        m_check = std::move(check);
        Q_EMIT changed();
    }
    Q_EMIT checkProgressed(fraction, QString::fromStdString(what));
}

void DiagnosisJobs::startTrace()
{
    const int row = m_session.sample();
    if (!reason().isEmpty() || row < 0)
        return;
    stopTrace();
    m_tracing = true;
    m_traceWaits = m_session.live() != nullptr;
    m_traceBegan = std::make_shared<std::atomic<bool>>(false);
    const int number = ++m_traceNumber;
    std::vector<SiteIndex> layers;
    if (m_diagnosis && m_diagnosis->firstBad)
        layers.push_back(m_diagnosis->firstBad->site);
    if (const int site = m_session.site(); site >= 0 && (layers.empty() || layers.front() != site))
        layers.push_back(site);
    JobEnd<SampleTrace> end;
    end.done = [this, number](SampleTrace trace) {
        if (number != m_traceNumber)
            return;
        m_pollTrace.stop();
        m_tracing = false;
        m_trace = std::make_shared<const SampleTrace>(std::move(trace));
        Q_EMIT changed();
    };
    end.failed = [this, number](const QString& sentence) {
        if (number != m_traceNumber)
            return;
        stopTrace();
        Q_EMIT traceFailed(sentence);
    };
    end.cancelled = [] {};
    m_cancelTrace = m_session.engine().submit<SampleTrace>(
        Engine::Long, this,
        [request = request(), row, layers, began = m_traceBegan](const Progress& progress) {
            *began = true;
            return traceRun(request, static_cast<size_t>(row), layers, progress);
        },
        end);
    m_pollTrace.start();
    Q_EMIT changed();
}

void DiagnosisJobs::pollTrace()
{
    const bool began = *m_traceBegan;
    if (began)
        m_pollTrace.stop();
    if (std::exchange(m_traceWaits, !began) == began)
        Q_EMIT changed();
}

void DiagnosisJobs::stopTrace()
{
    if (!m_tracing)
        return;
    m_cancelTrace();
    m_pollTrace.stop();
    ++m_traceNumber;
    m_tracing = false;
    Q_EMIT changed();
}

}
