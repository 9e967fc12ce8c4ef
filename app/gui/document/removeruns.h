// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUndoCommand>

#include "gui/document/runlist.h"

namespace quantscope {

// Runs out of the list and the store, and back.
class RemoveRuns : public QUndoCommand
{
public:
    RemoveRuns(RunList& runs, RunLibrary& library, std::vector<std::string> ids, const QString& what)
        : QUndoCommand(what)
        , m_runs(runs)
        , m_library(library)
        , m_ids(std::move(ids))
    {
    }

    void redo() override
    {
        for (const auto& id : m_ids) {
            if (auto run = m_runs.takeOut(id))
                m_taken.push_back(std::move(*run));
            m_library.remove(id);
        }
    }

    void undo() override
    {
        for (const auto& id : m_ids)
            m_library.restore(id);
        for (auto& run : m_taken)
            m_runs.putBack(std::move(run));
        m_taken.clear();
    }

private:
    RunList& m_runs;
    RunLibrary& m_library;
    std::vector<std::string> m_ids; // of records
    std::vector<Run> m_taken; // that were in memory
};

}
