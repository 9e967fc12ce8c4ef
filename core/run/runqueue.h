// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "run/runrecord.h"

namespace quantscope {

struct QueuedRun
{
    std::string id; // of its record
    RunSpec spec;
    std::string name;
    std::string group; // runs that were asked for together, "sweep"; empty: by itself
    RunState state = RunState::Waiting;
    std::string problem; // why it failed
};

// The order in which runs have their turn, one at a time, and what became of each. It starts nothing itself: its owner
// takes the next one, executes it and says how it ended. Not for several threads.
class RunQueue
{
public:
    // Both return the run's id: a new one, unless it is to go on with the record of `id`. The second has its turn
    // before all that wait.
    std::string add(RunSpec, std::string name, std::string group = {}, std::string id = {});
    std::string addFirst(RunSpec, std::string name, std::string group = {}, std::string id = {});

    const std::vector<QueuedRun>& runs() const
    {
        return m_runs;
    }
    const QueuedRun* find(std::string_view id) const;
    const QueuedRun* running() const;
    bool isWaiting(std::string_view group) const; // any of the group waits or runs

    // The next one that waits is running from now on; null when one is running already or none waits.
    const QueuedRun* startNext();
    // The running one has ended like this. Another id is ignored: that run was cancelled before.
    void finish(std::string_view id, RunState, std::string problem = {});
    // Waiting or running runs end as cancelled; the owner stops the work of a running one.
    void cancel(std::string_view id);
    void cancelGroup(std::string_view group);
    void cancelWaiting(std::string_view group); // the running one goes on
    // One that has ended waits again, behind the others.
    void restart(std::string_view id);
    void remove(std::string_view id); // not the running one
    // One that waits changes places with the waiting one before or behind it. False: there is none.
    bool move(std::string_view id, bool earlier);

private:
    QueuedRun* mutableRun(std::string_view id);

    std::vector<QueuedRun> m_runs; // in the order of their turns
};

}
