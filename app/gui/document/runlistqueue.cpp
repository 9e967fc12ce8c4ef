// SPDX-License-Identifier: GPL-3.0-or-later
// Which run is next: starting, waiting, stopping, giving way.

#include "gui/document/runlist.h"

#include <algorithm>

#include "log/log.h"

namespace quantscope {
namespace {

RunSpec specOf(const Recipe& recipe, const QuestionSubset& subset)
{
    RunSpec spec;
    spec.recipe = recipe;
    spec.subset = subset;
    return spec;
}

}

void RunList::start(const Recipe& recipe, const QuestionSubset& subset, const std::string& parent)
{
    if (isBusy() && !isRunning())
        makeRoom();
    else
        abandon();
    const auto id = m_queue.addFirst(specOf(recipe, subset), recipe.name);
    if (!parent.empty())
        m_parents[id] = parent;
    advance();
}

std::string RunList::enqueue(const Recipe& recipe, const QuestionSubset& subset, const std::string& group,
                             const std::string& record)
{
    forgetUnfinished(record);
    auto id = m_queue.add(specOf(recipe, subset), recipe.name, group, record);
    advance();
    return id;
}

// It comes back when it goes on.
void RunList::forgetUnfinished(const std::string& recordId)
{
    std::erase_if(m_runs, [&](const Run& run) { return run.id != 0 && run.record.id == recordId; });
    m_queue.remove(recordId);
}

void RunList::goOn(int id)
{
    const auto* run = find(id);
    if (!run || id == 0 || isComplete(*run) || (m_live && m_live->id == id))
        return;
    if (m_opened.session)
        return Q_EMIT problem(missingModel());
    const auto record = run->record;
    forgetUnfinished(record.id);
    if (isBusy() && !isRunning())
        makeRoom();
    else
        abandon(Remains::Interrupted);
    m_queue.addFirst(record.spec, record.name, {}, record.id);
    advance();
}

// The float model's answers wait for runs.
void RunList::advance()
{
    if (isBusy())
        return;
    const auto* next = m_queue.startNext();
    if (!next)
        return;
    abandon();
    begin(*next);
}

void RunList::showInstead(int id)
{
    if (isRunning() || !isBusy())
        abandon();
    show(id);
    Q_EMIT liveChanged();
}

void RunList::stop()
{
    stopLive(true);
}

void RunList::stopLive(bool withGroup)
{
    if (!m_live)
        return;
    if (auto* run = mutableRun(m_live->id); run && run->id != 0) {
        run->record.state = RunState::Cancelled;
        if (run->group.empty() || !withGroup)
            m_queue.cancel(run->record.id);
        else
            m_queue.cancelGroup(run->group);
        m_backend.drop(run->id, Remains::Cancelled);
        logInfo("cancelled: " + run->record.name);
    }
    endLive();
    report(Live | Runs | Shown | Models);
    advance();
}

void RunList::cancelRun(const std::string& recordId)
{
    if (m_live && find(m_live->id)->record.id == recordId)
        return stopLive(false);
    m_queue.cancel(recordId);
    report(Runs);
}

void RunList::moveWaiting(const std::string& recordId, bool earlier)
{
    if (m_queue.move(recordId, earlier))
        report(Runs);
}

void RunList::cancelGroup(const std::string& group)
{
    const auto* live = m_live ? find(m_live->id) : nullptr;
    if (live && live->id != 0 && live->group == group)
        return stop();
    m_queue.cancelGroup(group);
    report(Runs);
}

void RunList::cancelWaiting(const std::string& group)
{
    m_queue.cancelWaiting(group);
    report(Runs);
}

void RunList::withdraw()
{
    if (!m_live)
        return;
    abandon();
    report(Live | Runs | Shown);
}

void RunList::interrupt()
{
    if (!m_live)
        return;
    abandon(Remains::Interrupted);
    report(Live | Runs | Shown);
}

// Of a run, nothing is left of it in memory.
void RunList::abandon(Remains remains)
{
    if (!m_live)
        return;
    const int id = m_live->id;
    if (id != 0)
        m_backend.drop(id, remains);
    endLive();
    if (id == 0)
        return;
    m_queue.cancel(find(id)->record.id);
    m_queue.remove(find(id)->record.id);
    std::erase_if(m_runs, [id](const Run& run) { return run.id == id; });
}

// A group's run gives way; what it has kept in the cache and in the store is there when it has its turn again.
void RunList::makeRoom()
{
    const int id = m_live->id;
    const auto queued = find(id)->record.id;
    m_backend.drop(id);
    endLive();
    m_queue.cancel(queued);
    m_queue.restart(queued);
    std::erase_if(m_runs, [id](const Run& run) { return run.id == id; });
}

}
