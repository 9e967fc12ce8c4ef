// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/document/sweepqueue.h"

#include <QTimer>

#include "common/sentence.h"
#include "gui/document/document.h"

namespace quantscope {

SweepQueue::SweepQueue(Document& document, RunList& runs, QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_runs(runs)
{
    connect(&runs, &RunList::runsChanged, this, &SweepQueue::watch);
    connect(&document, &Document::closing, this, [this] { m_running = false; });
    connect(&document, &Document::workspaceChanged, this, [this] {
        m_running = false;
        m_entries.clear();
        Q_EMIT changed();
    });
    connect(&document, &Document::recipeChanged, this, [this] {
        if (m_running && !m_editing) {
            // Whoever edits wants another recipe than ours.
            if (auto* entry = current(); entry && entry->state == State::Running)
                entry->state = State::Cancelled;
            m_running = false;
            Q_EMIT changed();
        }
    });
}

SweepQueue::Entry* SweepQueue::current()
{
    const bool any = m_current >= 0 && m_current < static_cast<int>(m_entries.size());
    return any ? &m_entries[static_cast<size_t>(m_current)] : nullptr;
}

void SweepQueue::add(std::vector<Recipe> recipes)
{
    for (auto& recipe : recipes) {
        Entry entry;
        entry.recipe = std::move(recipe);
        m_entries.push_back(std::move(entry));
    }
    Q_EMIT changed();
}

void SweepQueue::remove(int entry)
{
    if (m_running || entry < 0 || entry >= static_cast<int>(m_entries.size()))
        return;
    m_entries.erase(m_entries.begin() + entry);
    Q_EMIT changed();
}

void SweepQueue::clear()
{
    if (m_running)
        return;
    m_entries.clear();
    Q_EMIT changed();
}

void SweepQueue::start()
{
    if (m_running || !m_document.isOpen())
        return;
    m_before = m_document.recipe();
    for (auto& entry : m_entries)
        if (entry.state == State::Cancelled)
            entry.state = State::Waiting;
    m_running = true;
    advance();
}

void SweepQueue::stop()
{
    if (!m_running)
        return;
    if (auto* entry = current(); entry && entry->state == State::Running)
        entry->state = State::Cancelled;
    m_running = false;
    m_document.stop();
    finish();
}

// The next step waits until the session has finished telling about the last one.
void SweepQueue::advance()
{
    Q_EMIT changed();
    QTimer::singleShot(0, this, [this] {
        if (m_running)
            startNext();
    });
}

void SweepQueue::startNext()
{
    m_current = -1;
    for (size_t i = 0; i < m_entries.size() && m_current < 0; ++i)
        if (m_entries[i].state == State::Waiting)
            m_current = static_cast<int>(i);
    auto* entry = current();
    if (!entry) {
        m_running = false;
        return finish();
    }
    const int index = m_current;
    m_editing = true;
    m_document.editRecipe(entry->recipe, tr("sweep: %1").arg(QString::fromStdString(entry->recipe.name)));
    m_document.start();
    m_editing = false;
    entry = &m_entries[static_cast<size_t>(index)];
    if (m_runs.isRunning()) {
        entry->run = m_runs.live()->id;
        entry->state = State::Running;
        Q_EMIT changed();
    } else if (sameRecipe(m_runs.shown().recipe, entry->recipe) || (isFloat(entry->recipe) && m_runs.shown().id == 0)) {
        entry->run = m_runs.shown().id;
        entry->state = State::Complete;
        advance();
    } else {
        entry->state = State::Failed;
        for (const auto& issue : m_document.planned().issues)
            if (issue.severity == Severity::Error && entry->problem.isEmpty())
                entry->problem = sentence(issue.message);
        advance();
    }
}

void SweepQueue::watch()
{
    auto* entry = current();
    if (!m_running || m_editing || !entry || entry->state != State::Running)
        return;
    const auto* run = m_runs.find(entry->run);
    if (run && run->state == Run::Running)
        return;
    if (!run || run->state == Run::Cancelled) {
        // Stopped by hand in another place: the others wait.
        entry->state = State::Cancelled;
        m_running = false;
        return finish();
    }
    entry->state = run->state == Run::Complete ? State::Complete : State::Failed;
    entry->problem = run->problem;
    advance();
}

void SweepQueue::finish()
{
    m_current = -1;
    m_document.editRecipe(m_before, tr("recipe before the sweep"));
    Q_EMIT changed();
}

}
