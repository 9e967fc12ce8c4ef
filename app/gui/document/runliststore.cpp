// SPDX-License-Identifier: GPL-3.0-or-later
// Runs that come from the store.

#include "gui/document/runlist.h"

#include <utility>

#include "common/textof.h"

namespace quantscope {

void RunList::remember(const std::string& shown, const std::string& pinned)
{
    m_rememberedShown = shown;
    m_rememberedPinned = pinned;
}

void RunList::bringBack()
{
    std::vector<std::string> ids;
    for (const auto& id : {std::exchange(m_rememberedShown, {}), std::exchange(m_rememberedPinned, {})})
        ids.push_back(id);
    if (!m_library.isKept() || (ids[0].empty() && ids[1].empty()))
        return;
    m_back.start(m_library.loadPresent(ids), [this, ids] {
        for (const auto& [record, id] : adoptComplete(*m_back.value())) {
            if (record == ids[0] && !isRunning())
                m_shown = id;
            if (record == ids[1])
                m_pinned = id;
        }
        report(Runs | Shown | Models);
    });
}

int RunList::adopt(RunRecord record)
{
    if (const auto* known = findRecord(record.id))
        return known->id;
    m_runs.push_back(runOf(m_nextRun++, scoredAs(std::move(record), m_opened), m_opened));
    return m_runs.back().id;
}

// What is complete and of the open files, by record.
std::map<std::string, int> RunList::adoptComplete(const std::vector<RunRecord>& records)
{
    std::map<std::string, int> numbers;
    for (const auto& record : records)
        if (isOnOpenedFiles(record, m_opened) && record.state == RunState::Complete)
            numbers[record.id] = adopt(record);
    return numbers;
}

void RunList::fetch(const std::string& recordId, std::function<void(int id)> then, std::function<void()> elsewhere)
{
    if (const auto* known = findRecord(recordId))
        return then(known->id);
    m_fetched.start(m_library.load({recordId}), [this, then = std::move(then), elsewhere = std::move(elsewhere)] {
        const auto& record = m_fetched.value()->front();
        if (!isOnOpenedFiles(record, m_opened) && elsewhere)
            return elsewhere();
        if (!isOnOpenedFiles(record, m_opened))
            return Q_EMIT problem(tr("%1 is a run of other files than are open.").arg(textOf(record.name)));
        const int id = adopt(record);
        report(Runs);
        then(id);
    });
}

void RunList::fetchComplete(std::vector<std::string> ids, std::function<void(const std::map<std::string, int>&)> then)
{
    if (ids.empty() || !m_library.isKept())
        return then({});
    m_complete.start(m_library.loadPresent(std::move(ids)), [this, then = std::move(then)] {
        const auto numbers = adoptComplete(*m_complete.value());
        report(Runs);
        then(numbers);
    });
}

}
