// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <optional>

#include "engine/backend.h"
#include "gui/document/run.h"
#include "plots/layerrow.h"

namespace quantscope {

// The runs of what is open: their records, the one under way, which of them is shown and which is the baseline.
// Run 0, the float model, is always there.
class RunList : public QObject
{
    Q_OBJECT

public:
    explicit RunList(Backend&, QObject* parent = nullptr);

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

    // The run under way, or the float model's answers. Each start withdraws the one before.
    const LiveRun* live() const
    {
        return m_live ? &*m_live : nullptr;
    }
    bool isRunning() const // a run, not the float model's answers
    {
        return m_live && m_live->id != 0;
    }
    // With recipe, plan, transforms, limit and planned size; the rest is filled in here.
    void start(Run);
    void startFloat(const CalibrationRecipe&, int64_t limit);
    void showInstead(int id);
    void stop(); // stays as cancelled
    void withdraw(); // leaves nothing

    // Of the run under way as far as it is known, else of the shown one.
    LayerRow layer(SiteIndex) const;
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
    void abandon();
    void beginLive(int id);
    void endLive();
    void finishRun();
    void finishFloat();
    void fail(const QString&);
    void drain();
    void forgetOldModels();

    Backend& m_backend;
    std::shared_ptr<const ModelOutline> m_outline;
    std::vector<Run> m_runs;
    int m_nextRun = 1, m_shown = 0, m_pinned = 0;
    std::optional<LiveRun> m_live;
    QTimer m_poll;
    Latest<RunOutcome> m_run;
    Latest<RunOutcome> m_float;
};

}
