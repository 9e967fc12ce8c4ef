// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include "engine/backend.h"

namespace quantscope {

class Document;
class RunList;
class ModelRebuild;
class Selection;

// The jobs behind the diagnosis: causes of the shown run as soon as it is there; what changes bring, the guided check
// and traces when asked for. Results of other runs than the shown one are dropped.
class DiagnosisJobs : public QObject
{
    Q_OBJECT

public:
    DiagnosisJobs(Backend&, const Document&, const RunList&, const ModelRebuild&, const Selection&, QObject* parent);

    // What is missing for a diagnosis, empty when nothing is.
    QString reason() const;

    const Latest<Diagnosis>& diagnosis() const
    {
        return m_diagnosis;
    }

    void startCheck(int questions);
    void stopCheck();
    const Latest<GuidedCheck>& check() const
    {
        return m_check;
    }
    // What single changes of the run's recipe bring.
    void startTrials(int questions);
    void stopTrials();
    const Latest<FixTrials>& trials() const
    {
        return m_trials;
    }
    const JobStatus& trialsStatus() const
    {
        return m_trialsStatus;
    }

    // How far check and trace are; of one under way.
    const JobStatus& checkStatus() const
    {
        return m_checkStatus;
    }
    const JobStatus& traceStatus() const
    {
        return m_traceStatus;
    }

    // Of the selected question in the shown run, also with the first bad and the selected layer by themselves. It has
    // its turn behind runs and checks, and goes on with the run that is shown next.
    void startTrace(TraceOptions = {});
    void stopTrace();
    const Latest<SampleTrace>& trace() const
    {
        return m_trace;
    }
    bool traceWaits() const
    {
        return m_trace.isBusy() && m_traceWaits;
    }

Q_SIGNALS:
    void changed(); // of any of the four
    void checkProgressed(double fraction, QString what);
    void trialsProgressed(double fraction, QString what);
    void traceProgressed(double fraction, QString what);
    void checkFailed(QString);
    void trialsFailed(QString);
    void traceFailed(QString);

private:
    void follow();
    void startWhenHeld();
    void checkMoved();
    void traceMoved();
    void drainCheck();
    void trialsMoved();
    void drainTrials();
    void pollTrace();

    Backend& m_backend;
    const Document& m_document;
    const RunList& m_runs;
    const ModelRebuild& m_rebuild;
    const Selection& m_selection;
    int m_run = -1; // that the results belong to
    Latest<Diagnosis> m_diagnosis;
    Latest<GuidedCheck> m_check;
    Latest<FixTrials> m_trials;
    Latest<SampleTrace> m_trace;
    std::shared_ptr<CheckFeed> m_checkFeed;
    std::shared_ptr<TrialsFeed> m_trialsFeed;
    std::shared_ptr<TraceFeed> m_traceFeed;
    JobStatus m_checkStatus, m_trialsStatus, m_traceStatus;
    TraceOptions m_traceOptions; // of the last one
    bool m_traceWaits = false;
    QTimer m_pollCheck, m_pollTrials, m_pollTrace;
};

}
