// SPDX-License-Identifier: GPL-3.0-or-later
// The dock of the diagnosis: causes and fixes of the shown run, the guided check, and the selected question in detail.

#include "gui/docks/docks.h"

#include "common/sentence.h"
#include "diagnosisview/causesview.h"
#include "diagnosisview/checkview.h"
#include "diagnosisview/diagnosispanel.h"
#include "diagnosisview/fixesview.h"
#include "diagnosisview/traceview.h"
#include "gui/document/document.h"
#include "gui/document/selection.h"
#include "gui/document/tasklist.h"
#include "gui/work/diagnosisjobs.h"
#include "gui/work/keptwork.h"
#include "gui/work/tracelimits.h"

namespace quantscope {
namespace {

QString traceHint(const Document& document, const Selection& selection, const DiagnosisJobs& jobs)
{
    if (!jobs.reason().isEmpty())
        return jobs.reason();
    return selection.question() < 0
        ? DiagnosisPanel::tr("Choose a question first: F8 opens the next flip, Ctrl+3 the list of all; Ctrl+T traces "
                             "it. Its tokens, the "
                             "first diverging one, component swaps (activation patching) and the error over its image "
                             "appear here.")
        : DiagnosisPanel::tr("Trace question #%1: its tokens, the first diverging one, component swaps "
                             "(activation patching) and the error over its image appear here.")
              .arg(QString::fromStdString(
                  document.opened().data->questions.at(static_cast<size_t>(selection.question())).index));
}

void showCauses(CausesView& causes, const RunList& runs, const Selection& selection, const DiagnosisJobs& jobs)
{
    const auto& diagnosis = jobs.diagnosis();
    causes.setPlaceholder(!diagnosis.problem().isEmpty() ? diagnosis.problem()
                              : diagnosis.isBusy()       ? DiagnosisPanel::tr("Looking at every layer of the run…")
                                                         : jobs.reason());
    causes.setDiagnosis(diagnosis.value());
    causes.setCheck(jobs.check().isBusy() ? nullptr : jobs.check().value());
    causes.setUpdating(runs.isRunning());
    causes.setSelectedLayer(selection.layer());
}

void showCheck(CheckView& check, const Document& document, const RunList& runs, const DiagnosisJobs& jobs)
{
    check.setMeaning(document.isOpen() && runs.shown().id != 0 ? meaningOf(runs.shown(), *document.opened().data)
                                                               : ScoreMeaning());
    check.setAvailable(jobs.diagnosis().value() != nullptr,
                       jobs.diagnosis().isBusy() ? DiagnosisPanel::tr("Looking at every layer of the run first…")
                                                 : jobs.reason());
    if (!jobs.check().isBusy())
        check.setRunning(false);
    else if (!jobs.check().value())
        check.setRunning(true);
    check.setCheck(jobs.check().value());
}

void showFixes(FixesView& fixes, const Document& document, const RunList& runs, const DiagnosisJobs& jobs)
{
    fixes.setMeaning(document.isOpen() && runs.shown().id != 0 ? meaningOf(runs.shown(), *document.opened().data)
                                                               : ScoreMeaning());
    fixes.setAvailable(jobs.diagnosis().value() != nullptr,
                       jobs.diagnosis().isBusy() ? DiagnosisPanel::tr("Looking at every layer of the run first…")
                                                 : jobs.reason());
    fixes.setTrials(jobs.trials().value());
    fixes.setRunning(jobs.trials().isBusy(), jobs.trialsStatus().fraction,
                     QString::fromStdString(jobs.trialsStatus().what));
}

void showTraceState(TraceView& trace, const Document& document, const Selection& selection, const DiagnosisJobs& jobs)
{
    trace.setTraceable(jobs.reason().isEmpty() && selection.question() >= 0, traceHint(document, selection, jobs));
    trace.setRunning(jobs.trace().isBusy(), jobs.traceWaits());
    trace.setProgress(jobs.traceStatus().fraction, QString::fromStdString(jobs.traceStatus().what));
}

void showTrace(DiagnosisPanel& panel, const Document& document, const RunList& runs, const DiagnosisJobs& jobs)
{
    if (const auto trace = jobs.trace().value()) {
        panel.trace()->setLayers(document.opened().outline->layers);
        const auto& data = *document.opened().data;
        panel.trace()->setTrace(trace, data.questions.at(trace->row).images, imagesOf(runs.shown()),
                                meaningOf(runs.shown(), data));
    } else {
        panel.trace()->clear();
    }
}

Task taskOf(const char* id, const QString& title, const JobStatus& status, bool waits)
{
    Task task;
    task.id = QString::fromLatin1(id);
    task.title = title;
    task.what = QString::fromStdString(status.what);
    task.isRunning = !waits;
    task.fraction = waits ? -1 : status.fraction;
    return task;
}

std::vector<Task> diagnosisTasks(DiagnosisJobs& jobs)
{
    std::vector<Task> tasks;
    if (jobs.check().isBusy()) {
        tasks.push_back(
            taskOf("check", DiagnosisPanel::tr("Guided check"), jobs.checkStatus(), !jobs.checkStatus().began));
        tasks.back().cancel = [&jobs] { jobs.stopCheck(); };
    }
    if (jobs.trials().isBusy()) {
        tasks.push_back(
            taskOf("fixes", DiagnosisPanel::tr("Trying changes"), jobs.trialsStatus(), !jobs.trialsStatus().began));
        tasks.back().cancel = [&jobs] { jobs.stopTrials(); };
    }
    if (jobs.trace().isBusy()) {
        tasks.push_back(taskOf("trace", DiagnosisPanel::tr("Trace"), jobs.traceStatus(), jobs.traceWaits()));
        tasks.back().cancel = [&jobs] { jobs.stopTrace(); };
    }
    return tasks;
}

// The recipe may have another protocol by now than the run that the fix was found for.
void applyFixTo(Document& document, const Fix& fix)
{
    if (!changesRuns(document.recipe(), *document.opened().outline, fix))
        return Q_EMIT document.notice(
            DiagnosisPanel::tr("This changes nothing: the recipe has it already, or its protocol overrules it (%1).")
                .arg(sentence(fix.message)));
    document.editRecipe(applyFix(document.recipe(), fix), sentence(fix.message));
}

// The change was measured on the run's recipe, which the editor may have left since.
void runWithFix(Document& document, RunList& runs, const Fix& fix)
{
    document.applyRecipeOf(runs.shown().id);
    document.editRecipe(applyFix(document.recipe(), fix), sentence(fix.message));
    document.start();
}

}

QWidget* createDiagnosisDock(const DockContext& context, QWidget* parent)
{
    auto* panel = new DiagnosisPanel(context.saveAs, parent);
    auto* document = &context.document;
    auto* runs = &context.runs;
    auto* selection = &context.selection;
    auto* jobs = keptWork<DiagnosisJobs>(context.work, QStringLiteral("diagnosis"), context.backend, *document, *runs,
                                         context.rebuild, *selection);
    const auto show = [panel, document, runs, selection, jobs] {
        showCauses(*panel->causes(), *runs, *selection, *jobs);
        showFixes(*panel->fixes(), *document, *runs, *jobs);
        showCheck(*panel->check(), *document, *runs, *jobs);
        showTraceState(*panel->trace(), *document, *selection, *jobs);
    };
    QObject::connect(jobs, &DiagnosisJobs::changed, panel, show);
    QObject::connect(jobs, &DiagnosisJobs::changed, panel,
                     [panel, document, runs, jobs, shown = jobs->trace().value()]() mutable {
                         if (std::exchange(shown, jobs->trace().value()) != jobs->trace().value())
                             showTrace(*panel, *document, *runs, *jobs);
                     });
    QObject::connect(jobs, &DiagnosisJobs::checkProgressed, panel, [panel, jobs](double fraction, const QString& what) {
        panel->check()->setRunning(jobs->check().isBusy(), fraction, what);
    });
    QObject::connect(jobs, &DiagnosisJobs::trialsProgressed, panel,
                     [panel, jobs](double fraction, const QString& what) {
                         panel->fixes()->setRunning(jobs->trials().isBusy(), fraction, what);
                     });
    QObject::connect(jobs, &DiagnosisJobs::traceProgressed, panel->trace(), &TraceView::setProgress);
    QObject::connect(jobs, &DiagnosisJobs::checkFailed, panel->check(), &CheckView::setProblem);
    QObject::connect(jobs, &DiagnosisJobs::trialsFailed, panel->fixes(), &FixesView::setProblem);
    QObject::connect(jobs, &DiagnosisJobs::traceFailed, panel->trace(), &TraceView::setProblem);
    QObject::connect(selection, &Selection::questionChanged, panel, show);
    QObject::connect(selection, &Selection::layerChanged, panel,
                     [panel, selection] { panel->causes()->setSelectedLayer(selection->layer()); });
    QObject::connect(panel->causes(), &CausesView::layerSelected, selection, &Selection::selectLayer);
    QObject::connect(panel->check(), &CheckView::layerSelected, selection, &Selection::selectLayer);
    QObject::connect(panel->trace(), &TraceView::layerSelected, selection, &Selection::selectLayer);
    QObject::connect(panel->causes(), &CausesView::checkRequested, panel,
                     [panel] { panel->setCurrentWidget(panel->check()); });
    QObject::connect(panel->causes(), &CausesView::fixRequested, document,
                     [document](const Fix& fix) { applyFixTo(*document, fix); });
    QObject::connect(panel->check(), &CheckView::fixRequested, document,
                     [document](const Fix& fix) { applyFixTo(*document, fix); });
    QObject::connect(panel->fixes(), &FixesView::runRequested, document,
                     [document, runs](const Fix& fix) { runWithFix(*document, *runs, fix); });
    QObject::connect(panel->fixes(), &FixesView::startRequested, jobs, &DiagnosisJobs::startTrials);
    QObject::connect(panel->fixes(), &FixesView::stopRequested, jobs, &DiagnosisJobs::stopTrials);
    QObject::connect(panel->check(), &CheckView::startRequested, jobs, &DiagnosisJobs::startCheck);
    QObject::connect(panel->check(), &CheckView::stopRequested, jobs, &DiagnosisJobs::stopCheck);
    const auto trace = [jobs, settings = &context.settings] { jobs->startTrace(traceLimits(*settings)); };
    QObject::connect(panel->trace(), &TraceView::traceRequested, jobs, trace);
    QObject::connect(panel->trace(), &TraceView::playgroundRequested, selection, &Selection::askInPlayground);
    QObject::connect(selection, &Selection::traceAsked, jobs, [panel, trace] {
        panel->setCurrentWidget(panel->trace());
        trace();
    });
    QObject::connect(panel->trace(), &TraceView::stopRequested, jobs, &DiagnosisJobs::stopTrace);
    context.tasks.addSource(panel, [jobs] { return diagnosisTasks(*jobs); });
    QObject::connect(jobs, &DiagnosisJobs::changed, panel, [tasks = &context.tasks] { tasks->touch(); });
    show();
    showTrace(*panel, *document, *runs, *jobs);
    return panel;
}

}
