// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/document/sweepqueue.h"

#include "gui/document/document.h"

namespace quantscope {
namespace {

const std::string group = "sweep";

}

SweepQueue::SweepQueue(Document& document, RunList& runs, QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_runs(runs)
{
    connect(&runs, &RunList::runsChanged, this, &SweepQueue::changed);
    connect(&document, &Document::workspaceChanged, this, [this] {
        m_entries.clear();
        Q_EMIT changed();
    });
}

RunState SweepQueue::stateOf(const Entry& entry) const
{
    if (!entry.problem.isEmpty())
        return RunState::Failed;
    if (entry.known >= 0)
        return RunState::Complete;
    const auto* queued = m_runs.queue().find(entry.queued);
    return queued ? queued->state : entry.queued.empty() ? RunState::Waiting : RunState::Cancelled;
}

QString SweepQueue::problemOf(const Entry& entry) const
{
    const auto* queued = m_runs.queue().find(entry.queued);
    return queued && entry.problem.isEmpty() ? QString::fromStdString(queued->problem) : entry.problem;
}

const Run* SweepQueue::runOf(const Entry& entry) const
{
    return entry.known >= 0 ? m_runs.find(entry.known) : m_runs.findRecord(entry.queued);
}

bool SweepQueue::isRunning() const
{
    return m_runs.queue().isWaiting(group);
}

void SweepQueue::add(std::vector<Recipe> recipes)
{
    for (auto& recipe : recipes)
        m_entries.push_back({std::move(recipe), {}, -1, {}});
    Q_EMIT changed();
}

void SweepQueue::remove(int entry)
{
    if (isRunning() || entry < 0 || entry >= static_cast<int>(m_entries.size()))
        return;
    m_entries.erase(m_entries.begin() + entry);
    Q_EMIT changed();
}

void SweepQueue::clear()
{
    if (isRunning())
        return;
    m_entries.clear();
    Q_EMIT changed();
}

void SweepQueue::start()
{
    if (isRunning() || !m_document.isOpen())
        return;
    for (auto& entry : m_entries) {
        const auto state = stateOf(entry);
        if (state != RunState::Waiting && state != RunState::Cancelled)
            continue;
        entry.problem = m_document.refusal(entry.recipe);
        if (!entry.problem.isEmpty())
            continue;
        if (const auto* like = m_runs.findLike(entry.recipe, m_document.limit()))
            entry.known = like->id;
        else
            entry.queued = m_runs.enqueue(entry.recipe, m_document.limit(), group);
    }
    Q_EMIT changed();
}

void SweepQueue::stop()
{
    m_runs.cancelGroup(group);
}

}
