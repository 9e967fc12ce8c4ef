// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <vector>

#include "quant/recipe.h"

namespace quantscope {

class Document;
class RunList;

// Recipes that run in the session one after the other, as if their user had chosen and started each. Their runs are
// runs of the session. The recipe that was in the editor comes back at the end; editing it meanwhile stops the queue.
class SweepQueue : public QObject
{
    Q_OBJECT

public:
    enum class State { Waiting, Running, Complete, Cancelled, Failed };

    struct Entry
    {
        Recipe recipe;
        State state = State::Waiting;
        int run = -1; // its run in the session
        QString problem;
    };

    SweepQueue(Document&, RunList&, QObject* parent = nullptr);

    const std::vector<Entry>& entries() const
    {
        return m_entries;
    }
    bool isRunning() const
    {
        return m_running;
    }
    void add(std::vector<Recipe>);
    void remove(int entry); // not while running
    void clear(); // not while running
    void start(); // what waits, and what was cancelled before
    void stop();

Q_SIGNALS:
    void changed();

private:
    void advance();
    void startNext();
    void watch();
    void finish();
    Entry* current();

    Document& m_document;
    RunList& m_runs;
    std::vector<Entry> m_entries;
    Recipe m_before;
    bool m_running = false;
    bool m_editing = false;
    int m_current = -1;
};

}
