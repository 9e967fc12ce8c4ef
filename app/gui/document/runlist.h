// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <optional>

#include "engine/backend.h"
#include "gui/document/run.h"
#include "gui/document/runlibrary.h"
#include "plots/layerrow.h"
#include "run/runqueue.h"

namespace quantscope {

// The runs of what is open: their records, the one under way, which of them is shown and which is the baseline.
// Run 0, the float model, is always there.
class RunList : public QObject
{
    Q_OBJECT

public:
    RunList(Backend&, RunLibrary&, QObject* parent = nullptr);

    // Another workspace: only the float model is left. The caller tells.
    void reset(const WorkspaceInfo&);

    const std::vector<Run>& all() const
    {
        return m_runs;
    }
    const Run* find(int id) const;
    const Run& shown() const;
    const Run& pinned() const;
    void show(int id);
    void pin(int id);
    void rename(int id, const QString&);
    void setNote(int id, const QString&);
    void remove(int id);
    void write(int id, const QString& folder);

    // The run under way, or the float model's answers.
    const RunProgress* live() const
    {
        return m_live ? &*m_live : nullptr;
    }
    // The one that was started by itself is under way: views show what it has found so far. Runs of a group go on
    // behind.
    bool isRunning() const;
    bool isBusy() const // any run is under way, not the float model's answers
    {
        return m_live && m_live->id != 0;
    }

    // By itself: in place of the one before, and before all that wait; a group's run under way waits again.
    void start(const Recipe&, int64_t limit);
    // Runs of a group have their turns one after the other. Returns the id in the queue, which is that of the record.
    std::string enqueue(const Recipe&, int64_t limit, const std::string& group);
    const RunQueue& queue() const
    {
        return m_queue;
    }
    const Run* findRecord(const std::string& recordId) const;
    // A complete run with these settings.
    const Run* findLike(const Recipe&, int64_t limit) const;
    // Answers to images of another route than the protocol's are forgotten.
    void startFloat(int64_t limit, int64_t profileSamples, Protocol);
    void showInstead(int id);
    void stop(); // stays as cancelled; with it all of its group
    void cancelGroup(const std::string& group);
    void cancelWaiting(const std::string& group); // the run under way goes on
    void withdraw(); // leaves nothing

    // Of the run under way as far as it is known, else of the shown one.
    LayerRow layer(LayerIndex) const;
    const Answers& answers() const;

Q_SIGNALS:
    void runsChanged();
    void shownChanged(); // another run, another baseline: all views
    void liveChanged(); // started, ended
    void progressChanged();
    void layersArrived(QList<int> layers);
    void answersArrived(QList<int> rows, bool baseline);
    void modelsChanged(); // other ones than before answer for layers
    void ended(); // a run, well, and everybody has heard of it
    void problem(QString);
    void notice(QString);

private:
    Run* mutableRun(int id);
    void advance();
    void begin(const QueuedRun&);
    void abandon();
    void interrupt();
    void beginLive(int id);
    void endLive();
    void finishRun();
    void finishFloat();
    void take(Run&, RunRecord);
    void fail(const QString&);
    void drain();
    void forgetOldModels();

    Backend& m_backend;
    RunLibrary& m_library;
    std::shared_ptr<const ModelOutline> m_outline;
    std::vector<Run> m_runs;
    int m_nextRun = 1, m_shown = 0, m_pinned = 0;
    RunQueue m_queue;
    std::optional<RunProgress> m_live;
    QTimer m_poll;
    Latest<RunRecord> m_run;
};

}
