// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/document/tasklist.h"

#include <QStringList>

#include <algorithm>

namespace quantscope {
namespace {

constexpr int soonMilliseconds = 30, taskPoll = 250;
// Before that an estimate says nothing.
constexpr double leastFraction = 0.02, leastSeconds = 1;

QString keyOfTask(const Task& task)
{
    return task.group.isEmpty() ? task.id : task.group;
}

}

TaskList::TaskList(QObject* parent)
    : QObject(parent)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(soonMilliseconds);
    m_poll.setInterval(taskPoll);
    for (auto* timer : {&m_soon, &m_poll})
        connect(timer, &QTimer::timeout, this, &TaskList::look);
}

void TaskList::addSource(QObject* owner, Source source)
{
    m_sources.push_back({owner, std::move(source)});
    touch();
}

void TaskList::touch()
{
    if (!m_soon.isActive())
        m_soon.start();
}

void TaskList::look()
{
    std::erase_if(m_sources, [](const Entry& entry) { return !entry.owner; });
    std::vector<Task> tasks;
    for (const auto& entry : m_sources)
        for (auto& task : entry.source())
            tasks.push_back(std::move(task));
    const bool was = !m_tasks.empty();
    m_tasks = std::move(tasks);
    if (m_tasks.empty())
        m_poll.stop();
    else
        m_poll.start();
    follow();
    for (auto& task : m_tasks)
        estimate(task);
    if (was || !m_tasks.empty())
        Q_EMIT changed();
}

// What began and what has ended since the last look.
void TaskList::follow()
{
    QStringList keys, ids;
    for (const auto& task : m_tasks) {
        keys << keyOfTask(task);
        if (!task.isRunning)
            continue;
        ids << task.id;
        if (!m_clocks.contains(task.id))
            m_clocks[task.id].start();
        auto& known = m_known[keyOfTask(task)];
        if (!known.clock.isValid())
            known.clock.start();
        if (!known.ids.contains(task.id))
            known.ids << task.id;
        known.title = task.title;
    }
    m_clocks.removeIf([&](const auto& clock) { return !ids.contains(clock.key()); });
    std::vector<Known> gone;
    m_known.removeIf([&](const auto& each) {
        const bool ends = !keys.contains(each.key());
        if (ends)
            gone.push_back(each.value());
        return ends;
    });
    for (const auto& each : gone)
        Q_EMIT ended(each.title, static_cast<int>(each.ids.size()), 1e-3 * static_cast<double>(each.clock.elapsed()));
}

void TaskList::estimate(Task& task) const
{
    const auto clock = m_clocks.find(task.id);
    if (task.left || task.fraction < leastFraction || clock == m_clocks.end())
        return;
    const double seconds = 1e-3 * static_cast<double>(clock->elapsed());
    const double rest = seconds * (1 - task.fraction) / task.fraction;
    if (seconds >= leastSeconds)
        task.left = SecondsRange{rest, rest};
}

const Task* TaskList::current() const
{
    const Task* found = nullptr;
    for (const auto& task : m_tasks)
        if (task.isRunning && (!found || (task.isAsked && !found->isAsked)))
            found = &task;
    return found;
}

const Task* TaskList::find(const QString& id) const
{
    const auto it = std::find_if(m_tasks.begin(), m_tasks.end(), [&](const Task& task) { return task.id == id; });
    return it == m_tasks.end() ? nullptr : &*it;
}

// A task may be gone once it is told to stop, so what is called is a copy.
void TaskList::cancel(const QString& id)
{
    const auto* task = find(id);
    if (!task || !task->cancel)
        return;
    const auto stop = task->cancel;
    stop();
    look();
}

void TaskList::move(const QString& id, bool earlier)
{
    const auto* task = find(id);
    if (!task || !task->move)
        return;
    const auto change = task->move;
    change(earlier);
    look();
}

}
