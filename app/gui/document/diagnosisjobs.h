// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>
#include <mutex>

#include "engine/diagnosejobs.h"
#include "engine/engine.h"

namespace quantscope {

class Session;

// The jobs behind the diagnosis: causes of the shown run as soon as it is there, the guided check and traces when asked
// for. Results of other runs than the shown one are dropped.
class DiagnosisJobs : public QObject
{
    Q_OBJECT

public:
    explicit DiagnosisJobs(Session&, QObject* parent);
    ~DiagnosisJobs() override;

    // What is missing for a diagnosis, empty when nothing is.
    QString reason() const;

    std::shared_ptr<const Diagnosis> diagnosis() const
    {
        return m_diagnosis;
    }
    bool isDiagnosing() const
    {
        return m_diagnosing;
    }
    QString problem() const
    {
        return m_problem;
    }

    void startCheck(int questions);
    void stopCheck();
    bool isChecking() const
    {
        return m_checking;
    }
    std::shared_ptr<const GuidedCheck> check() const
    {
        return m_check;
    }

    // Of the selected question in the shown run. It has its turn behind runs and checks, and goes on with the run that
    // is shown next.
    void startTrace();
    void stopTrace();
    bool isTracing() const
    {
        return m_tracing;
    }
    bool traceWaits() const
    {
        return m_tracing && m_traceWaits;
    }
    std::shared_ptr<const SampleTrace> trace() const
    {
        return m_trace;
    }

Q_SIGNALS:
    void changed(); // of any of the three
    void checkProgressed(double fraction, QString what);
    void checkFailed(QString);
    void traceFailed(QString);

private:
    struct CheckNews
    {
        std::mutex mutex;
        std::shared_ptr<const GuidedCheck> check;
        double fraction = 0;
        std::string what;
    };

    void follow();
    void diagnose();
    void poll();
    void pollTrace();
    DiagnoseRequest request() const;

    Session& m_session;
    int m_run = -1; // that the results belong to
    int m_diagnoseNumber = 0, m_checkNumber = 0, m_traceNumber = 0;
    std::shared_ptr<const Diagnosis> m_diagnosis;
    std::shared_ptr<const GuidedCheck> m_check;
    std::shared_ptr<const SampleTrace> m_trace;
    std::shared_ptr<CheckNews> m_news;
    QString m_problem;
    bool m_diagnosing = false, m_checking = false, m_tracing = false, m_traceWaits = false;
    std::shared_ptr<std::atomic<bool>> m_traceBegan;
    Engine::Cancel m_cancelDiagnosis, m_cancelCheck, m_cancelTrace;
    QTimer m_poll, m_pollTrace;
};

}
