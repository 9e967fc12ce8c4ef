// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/runqueue.h"

#include <algorithm>
#include <utility>

namespace quantscope {
namespace {

bool isOpen(const QueuedRun& run)
{
    return run.state == RunState::Waiting || run.state == RunState::Running;
}

// The first one in this state, or the end.
template <typename Runs> auto firstIn(Runs& runs, RunState state)
{
    return std::find_if(runs.begin(), runs.end(), [&](const QueuedRun& run) { return run.state == state; });
}

QueuedRun queued(RunSpec spec, std::string name, std::string group, std::string id)
{
    return {id.empty() ? newRunId() : std::move(id),
            std::move(spec),
            std::move(name),
            std::move(group),
            RunState::Waiting,
            {}};
}

}

std::string RunQueue::add(RunSpec spec, std::string name, std::string group, std::string id)
{
    m_runs.push_back(queued(std::move(spec), std::move(name), std::move(group), std::move(id)));
    return m_runs.back().id;
}

std::string RunQueue::addFirst(RunSpec spec, std::string name, std::string group, std::string id)
{
    const auto place = firstIn(m_runs, RunState::Waiting);
    return m_runs.insert(place, queued(std::move(spec), std::move(name), std::move(group), std::move(id)))->id;
}

const QueuedRun* RunQueue::find(std::string_view id) const
{
    const auto it = std::find_if(m_runs.begin(), m_runs.end(), [&](const QueuedRun& run) { return run.id == id; });
    return it == m_runs.end() ? nullptr : &*it;
}

QueuedRun* RunQueue::mutableRun(std::string_view id)
{
    return const_cast<QueuedRun*>(find(id));
}

const QueuedRun* RunQueue::running() const
{
    const auto it = firstIn(m_runs, RunState::Running);
    return it == m_runs.end() ? nullptr : &*it;
}

bool RunQueue::isWaiting(std::string_view group) const
{
    return std::any_of(m_runs.begin(), m_runs.end(),
                       [&](const QueuedRun& run) { return run.group == group && isOpen(run); });
}

const QueuedRun* RunQueue::startNext()
{
    if (running())
        return nullptr;
    const auto it = firstIn(m_runs, RunState::Waiting);
    if (it == m_runs.end())
        return nullptr;
    it->state = RunState::Running;
    return &*it;
}

void RunQueue::finish(std::string_view id, RunState state, std::string problem)
{
    auto* run = mutableRun(id);
    if (!run || run->state != RunState::Running)
        return;
    run->state = state;
    run->problem = std::move(problem);
}

void RunQueue::cancel(std::string_view id)
{
    if (auto* run = mutableRun(id); run && isOpen(*run))
        run->state = RunState::Cancelled;
}

void RunQueue::cancelGroup(std::string_view group)
{
    for (auto& run : m_runs)
        if (run.group == group && isOpen(run))
            run.state = RunState::Cancelled;
}

void RunQueue::cancelWaiting(std::string_view group)
{
    for (auto& run : m_runs)
        if (run.group == group && run.state == RunState::Waiting)
            run.state = RunState::Cancelled;
}

void RunQueue::restart(std::string_view id)
{
    const auto it = std::find_if(m_runs.begin(), m_runs.end(), [&](const QueuedRun& run) { return run.id == id; });
    if (it == m_runs.end() || isOpen(*it))
        return;
    it->state = RunState::Waiting;
    it->problem.clear();
    std::rotate(it, it + 1, m_runs.end());
}

bool RunQueue::move(std::string_view id, bool earlier)
{
    QueuedRun* before = nullptr; // the waiting one before the one that is looked at
    for (auto& run : m_runs) {
        if (run.state != RunState::Waiting)
            continue;
        if (before && (earlier ? run.id : before->id) == id) {
            std::swap(*before, run);
            return true;
        }
        before = &run;
    }
    return false;
}

void RunQueue::remove(std::string_view id)
{
    std::erase_if(m_runs, [&](const QueuedRun& run) { return run.id == id && run.state != RunState::Running; });
}

}
