// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <functional>
#include <map>
#include <optional>

#include "engine/backend.h"
#include "gui/document/run.h"
#include "gui/document/runlibrary.h"
#include "plots/layerrow.h"
#include "run/runqueue.h"

namespace quantscope {

// The runs of what is open that the window has looked at: their records, the one under way, which of them is shown and
// which is the baseline. Run 0, the float model, is always there; others of the store come when they are asked for.
class RunList : public QObject
{
    Q_OBJECT

public:
    RunList(Backend&, RunLibrary&, QObject* parent = nullptr);

    // Another workspace. A run under way stays in the store as interrupted; of the runs in memory only the float model
    // is left, and those that were shown and pinned come back. The caller tells.
    void reset(const WorkspaceInfo&);
    // Ids of records that are to come back with the next workspace; empty: the float model.
    void remember(const std::string& shown, const std::string& pinned);

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
    // For undo of a removal: the run as it was, none when only the store knew it.
    std::optional<Run> takeOut(const std::string& recordId);
    void putBack(Run);
    void write(int id, const QString& folder);
    // Reports that are being written.
    struct Writing
    {
        int number = 0; // of this one
        QString name; // of the run
        Engine::Cancel cancel;
    };
    const std::vector<Writing>& writings() const
    {
        return m_writings;
    }
    // Calls `then` with a run of the open files, when the store has given it; complains when that has none. Of a run of
    // other files `elsewhere` is told, without it the user.
    void fetch(const std::string& recordId, std::function<void(int id)> then, std::function<void()> elsewhere = {});
    // Those of the records that are in the store, complete and of the open files: their numbers here.
    void fetchComplete(std::vector<std::string> ids, std::function<void(const std::map<std::string, int>&)> then);

    // The run under way, or the float model's answers.
    const RunProgress* live() const
    {
        return m_live ? &*m_live : nullptr;
    }
    // The one that was started by itself is under way: views show what it has found so far. Runs of a group go on
    // behind.
    bool isRunning() const;
    // Multiplications in a second, as measured and as runs have had them since.
    double gflops() const
    {
        return m_opened.workload.gflops;
    }
    bool isBusy() const // any run is under way, not the float model's answers
    {
        return m_live && m_live->id != 0;
    }

    // By itself: in place of the one before, and before all that wait; a group's run under way waits again.
    void start(const Recipe&, const QuestionSubset&, const std::string& parent = {});
    // The rest of a run of the open files that was interrupted, cancelled or failed.
    void goOn(int id);
    // Runs of a group have their turns one after the other. Returns the id in the queue, which is that of the record;
    // with a `record` of the store that did not end well, its run goes on.
    std::string enqueue(const Recipe&, const QuestionSubset&, const std::string& group, const std::string& record = {});
    const RunQueue& queue() const
    {
        return m_queue;
    }
    const Run* findRecord(const std::string& recordId) const;
    // A complete run with these settings and questions.
    const Run* findLike(const Recipe&, const QuestionSubset&) const;
    // Answers of other conventions than the protocol's are forgotten.
    void startFloat(const QuestionSubset&, int64_t profileSamples, Protocol);
    // Without a model: the float model's answers that the store or the session has under this protocol.
    void takeStoredFloat(Protocol);
    // What is missing where a session is open, as a sentence; empty: a model is open, or nothing is.
    QString missingModel() const;
    void showInstead(int id);
    void stop(); // stays as cancelled; with it all of its group
    // The one under way or one that waits; the others of its group go on.
    void cancelRun(const std::string& recordId);
    // Before or behind its neighbour among those that wait.
    void moveWaiting(const std::string& recordId, bool earlier);
    void takeRebuilt(); // models of a run have been made again
    void cancelGroup(const std::string& group);
    void cancelWaiting(const std::string& group); // the run under way goes on
    void withdraw(); // leaves nothing
    void interrupt(); // the store keeps what there is

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
    void writingsChanged();
    void ended(); // a run, well, and everybody has heard of it
    void problem(QString);
    void notice(QString);

private:
    Run* mutableRun(int id);
    enum Change : unsigned { Live = 1, Runs = 2, Shown = 4, Models = 8 };
    void report(unsigned changes);
    void advance();
    void begin(const QueuedRun&);
    void beginFloat();
    void followProtocol(Protocol);
    void lookForFloat(const std::function<void()>& then);
    void takeFloat(const std::vector<RunRecord>&);
    RunStart floatStart(const QuestionSubset&) const;
    std::shared_ptr<const RunStart> floatBefore(const RunSpec&) const;
    bool missesFloat(const QuestionSubset&) const;
    bool keepsFloat(const QuestionSubset&) const;
    void bringBack();
    std::map<std::string, int> adoptComplete(const std::vector<RunRecord>&);
    int adopt(RunRecord);
    void stopLive(bool withGroup);
    void endWriting(int number);
    void abandon(Remains = Remains::Nothing);
    void makeRoom();
    void forgetUnfinished(const std::string& recordId);
    void beginLive(int id);
    void expectTime(const RunStart&, const Plan&);
    void endLive();
    void finishRun();
    void finishFloat();
    void take(Run&, RunRecord);
    void fail(const QString&);
    void failed(const QString&);
    void hearOfStore(const std::vector<std::string>& problems);
    void drain();
    void takeFloatAnswers(const RunNews&);
    void forgetOldModels();

    Backend& m_backend;
    RunLibrary& m_library;
    WorkspaceInfo m_opened;
    std::vector<Run> m_runs;
    int m_nextRun = 1, m_shown = 0, m_pinned = 0;
    RunQueue m_queue;
    std::map<std::string, std::string> m_parents; // of queued runs, by their ids
    std::string m_rememberedShown, m_rememberedPinned;
    std::string m_storeProblem; // the last that was told
    std::optional<RunProgress> m_live;
    QTimer m_poll;
    Latest<RunRecord> m_run;
    std::vector<Writing> m_writings;
    int m_nextWriting = 0;
    QuestionSubset m_floatSubset; // of the float model's answers under way
    int64_t m_floatSamples = 0;
    std::function<void()> m_afterFloats; // when the store's float runs are known, or cannot be
    Latest<std::vector<RunRecord>> m_floats, m_back, m_fetched, m_complete;
};

}
