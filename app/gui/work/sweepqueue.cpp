// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/work/sweepqueue.h"

#include <algorithm>
#include <map>
#include <utility>

#include "gui/document/document.h"
#include "gui/work/keptsweep.h"

namespace quantscope {
namespace {

const std::string group = "sweep";

}

SweepQueue::SweepQueue(Document& document, RunList& runs, const RunLibrary& library, QSettings& settings,
                       QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_runs(runs)
    , m_library(library)
    , m_settings(settings)
{
    connect(&runs, &RunList::runsChanged, this, &SweepQueue::changed);
    connect(&document, &Document::workspaceChanged, this, &SweepQueue::takeKept);
    // After what opening itself has to say.
    connect(&document, &Document::workspaceReady, this, &SweepQueue::tellKept, Qt::QueuedConnection);
    connect(this, &SweepQueue::changed, this, &SweepQueue::keep);
}

void SweepQueue::takeKept()
{
    m_entries.clear();
    const auto& opened = m_document.opened();
    try {
        for (auto& kept : keptSweep(m_settings, opened.modelHash, opened.dataHash))
            m_entries.push_back({std::move(kept.recipe), {}, -1, {}, std::move(kept.record), kept.isComplete});
    } catch (const Error& problem) {
        Q_EMIT m_document.problem(QString::fromUtf8(problem.what()));
    }
    fetchComplete();
    Q_EMIT changed();
}

// What somebody has deleted since waits again.
void SweepQueue::fetchComplete()
{
    std::vector<std::string> ids;
    for (const auto& entry : m_entries)
        if (entry.wasComplete)
            ids.push_back(entry.record);
    m_runs.fetchComplete(std::move(ids), [this](const std::map<std::string, int>& runs) {
        for (auto& entry : m_entries) {
            const auto it = runs.find(entry.record);
            if (std::exchange(entry.wasComplete, false) && it != runs.end())
                entry.known = it->second;
        }
        Q_EMIT changed();
    });
}

void SweepQueue::tellKept()
{
    const auto waits = [this](const Entry& entry) { return stateOf(entry) == RunState::Waiting; };
    if (const auto count = std::count_if(m_entries.begin(), m_entries.end(), waits); count > 0 && !isRunning())
        Q_EMIT m_document.notice(tr("%n run(s) of a sweep are waiting: Start in Sweep goes on with them.", nullptr,
                                    static_cast<int>(count)));
}

void SweepQueue::keep()
{
    if (!m_document.isOpen())
        return;
    std::vector<KeptSweepEntry> kept;
    for (auto& entry : m_entries) {
        const auto state = stateOf(entry);
        if (state == RunState::Running)
            entry.record = entry.queued;
        if (const auto* run = runOf(entry); run && state == RunState::Complete)
            entry.record = run->record.id;
        if (state != RunState::Failed)
            kept.push_back({entry.recipe, entry.record, state == RunState::Complete});
    }
    keepSweep(m_settings, m_document.opened().modelHash, m_document.opened().dataHash, kept);
}

RunState SweepQueue::stateOf(const Entry& entry) const
{
    if (!entry.problem.isEmpty())
        return RunState::Failed;
    if (entry.known >= 0 || entry.wasComplete)
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
        if (entry.problem.isEmpty())
            startEntry(entry);
    }
    Q_EMIT changed();
}

// A run that ended after the last look, or was under way when the window closed, is in the store.
void SweepQueue::startEntry(Entry& entry)
{
    const auto* stored = m_library.find(entry.record);
    if (const auto* like = m_runs.findLike(entry.recipe, m_document.subset()))
        entry.known = like->id;
    else if (stored && stored->state == RunState::Complete)
        m_runs.fetch(entry.record, [this, record = entry.record](int run) {
            for (auto& each : m_entries)
                if (each.record == record)
                    each.known = run;
            Q_EMIT changed();
        });
    else
        entry.queued = m_runs.enqueue(entry.recipe, m_document.subset(), group, stored ? entry.record : std::string());
}

void SweepQueue::stop()
{
    m_runs.cancelGroup(group);
}

}
