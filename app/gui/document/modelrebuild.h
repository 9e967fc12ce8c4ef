// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include "engine/backend.h"

namespace quantscope {

class RunList;

// Makes the models of the shown run again when they have left memory, from the cache as far as it has them; its answers
// are not asked again. By itself where the run did not take long, else when somebody asks for it.
class ModelRebuild : public QObject
{
    Q_OBJECT

public:
    ModelRebuild(Backend&, RunList&, QObject* parent = nullptr);

    // The shown run has no models.
    bool isNeeded() const;
    bool isBusy() const
    {
        return m_run.isBusy();
    }
    double fraction() const // 0 … 1, of one under way
    {
        return m_fraction;
    }
    void start();
    void stop();
    // What views say instead of what they cannot show: how far it is, or how to begin; empty: nothing is missing.
    QString text() const;

Q_SIGNALS:
    void changed();

private:
    void follow();
    void moved();
    void poll();

    Backend& m_backend;
    RunList& m_runs;
    int m_id = -1; // of the run under way
    int m_refused = -1; // a run that was stopped or failed: not by itself again
    double m_fraction = 0;
    FeedPtr m_feed;
    QTimer m_poll;
    Latest<RunRecord> m_run;
};

}
