// SPDX-License-Identifier: GPL-3.0-or-later
// The dock of the diagnosis: causes and fixes of the shown run, the guided check, and the selected question in detail.

#include "common/sentence.h"
#include "diagnosisview/causesview.h"
#include "diagnosisview/checkview.h"
#include "diagnosisview/diagnosispanel.h"
#include "diagnosisview/traceview.h"
#include "gui/docks/docks.h"
#include "gui/document/diagnosisjobs.h"
#include "gui/document/session.h"

namespace quantscope {
namespace {

QString traceHint(const Session& session, const DiagnosisJobs& jobs)
{
    if (!jobs.reason().isEmpty())
        return jobs.reason();
    return session.sample() < 0
        ? DiagnosisPanel::tr(
              "Select a question among the samples, then trace it: its tokens, the first one that flips, "
              "swap tests and the error over its image appear here.")
        : DiagnosisPanel::tr("Trace question %1: its tokens, the first one that flips, swap tests and the error over "
                             "its image appear here.")
              .arg(session.sample() + 1);
}

void showCauses(DiagnosisPanel& panel, const Session& session, const DiagnosisJobs& jobs)
{
    auto* causes = panel.causes();
    causes->setPlaceholder(!jobs.problem().isEmpty() ? jobs.problem()
                               : jobs.isDiagnosing() ? DiagnosisPanel::tr("Looking at every layer of the run…")
                                                     : jobs.reason());
    causes->setDiagnosis(jobs.diagnosis());
    causes->setUpdating(session.isRunning());
    causes->setSelectedSite(session.site());
}

void showJobs(DiagnosisPanel& panel, const Session& session, const DiagnosisJobs& jobs)
{
    showCauses(panel, session, jobs);
    auto* check = panel.check();
    check->setAvailable(jobs.diagnosis() != nullptr,
                        jobs.isDiagnosing() ? DiagnosisPanel::tr("Looking at every layer of the run first…")
                                            : jobs.reason());
    if (!jobs.isChecking())
        check->setRunning(false);
    else if (!jobs.check())
        check->setRunning(true);
    check->setCheck(jobs.check());
    auto* trace = panel.trace();
    trace->setTraceable(jobs.reason().isEmpty() && session.sample() >= 0, traceHint(session, jobs));
    trace->setRunning(jobs.isTracing(), jobs.traceWaits());
}

void showTrace(DiagnosisPanel& panel, const Session& session, const DiagnosisJobs& jobs)
{
    if (const auto trace = jobs.trace()) {
        panel.trace()->setSites(session.opened().outline->sites);
        panel.trace()->setTrace(trace, session.opened().data->questions.at(trace->row).image);
    } else {
        panel.trace()->clear();
    }
}

void applyFixTo(Session& session, const Fix& fix)
{
    session.editRecipe(applyFix(session.recipe(), fix), sentence(fix.message));
}

}

QWidget* createDiagnosisDock(const DockContext& context, QWidget* parent)
{
    auto* panel = new DiagnosisPanel(context.saveAs, parent);
    auto* session = &context.session;
    auto* jobs = new DiagnosisJobs(*session, panel);
    QObject::connect(jobs, &DiagnosisJobs::changed, panel, [panel, session, jobs, shown = jobs->trace()]() mutable {
        showJobs(*panel, *session, *jobs);
        if (jobs->trace() != shown) {
            shown = jobs->trace();
            showTrace(*panel, *session, *jobs);
        }
    });
    QObject::connect(jobs, &DiagnosisJobs::checkProgressed, panel, [panel, jobs](double fraction, const QString& what) {
        panel->check()->setRunning(jobs->isChecking(), fraction, what);
    });
    QObject::connect(jobs, &DiagnosisJobs::checkFailed, panel->check(), &CheckView::setProblem);
    QObject::connect(jobs, &DiagnosisJobs::traceFailed, panel->trace(), &TraceView::setProblem);
    QObject::connect(session, &Session::sampleChanged, panel,
                     [panel, session, jobs] { showJobs(*panel, *session, *jobs); });
    QObject::connect(session, &Session::siteChanged, panel,
                     [panel, session] { panel->causes()->setSelectedSite(session->site()); });
    QObject::connect(panel->causes(), &CausesView::siteSelected, session, &Session::selectSite);
    QObject::connect(panel->check(), &CheckView::siteSelected, session, &Session::selectSite);
    QObject::connect(panel->trace(), &TraceView::siteSelected, session, &Session::selectSite);
    QObject::connect(panel->causes(), &CausesView::fixRequested, session,
                     [session](const Fix& fix) { applyFixTo(*session, fix); });
    QObject::connect(panel->check(), &CheckView::fixRequested, session,
                     [session](const Fix& fix) { applyFixTo(*session, fix); });
    QObject::connect(panel->check(), &CheckView::startRequested, jobs, &DiagnosisJobs::startCheck);
    QObject::connect(panel->check(), &CheckView::stopRequested, jobs, &DiagnosisJobs::stopCheck);
    QObject::connect(panel->trace(), &TraceView::traceRequested, jobs, &DiagnosisJobs::startTrace);
    QObject::connect(panel->trace(), &TraceView::stopRequested, jobs, &DiagnosisJobs::stopTrace);
    showJobs(*panel, *session, *jobs);
    return panel;
}

}
