// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSettings>
#include <QString>

#include <vector>

#include "gui/document/run.h"

namespace quantscope {

class Document;
class RunLibrary;
class RunList;

// Recipes of a sweep and what has become of them. Started, they wait in the queue of runs, behind what their user runs;
// the recipe in the editor has nothing to do with them. Those that have not run come back with their files, after a
// restart too, and wait until they are started.
class SweepQueue : public QObject
{
    Q_OBJECT

public:
    struct Entry
    {
        Recipe recipe;
        std::string queued; // its id in the queue; empty: it has not been started
        int known = -1; // a run of before with these settings
        QString problem; // why it could not be started
        std::string record = {}; // of its run that was begun, in another session too
        bool wasComplete = false; // in another session; its run comes from the store
    };

    SweepQueue(Document&, RunList&, const RunLibrary&, QSettings&, QObject* parent = nullptr);

    const std::vector<Entry>& entries() const
    {
        return m_entries;
    }
    RunState stateOf(const Entry&) const;
    QString problemOf(const Entry&) const;
    const Run* runOf(const Entry&) const;
    bool isRunning() const;
    void add(std::vector<Recipe>);
    void remove(int entry); // not while running
    void clear(); // not while running
    void start(); // what waits, and what was cancelled before
    void stop();

Q_SIGNALS:
    void changed();

private:
    void takeKept();
    void fetchComplete();
    void keep();
    void tellKept();
    void startEntry(Entry&);

    Document& m_document;
    RunList& m_runs;
    const RunLibrary& m_library;
    QSettings& m_settings;
    std::vector<Entry> m_entries;
};

}
