// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "archive/answerscores.h"
#include "engine/latest.h"
#include "gui/document/run.h"

namespace quantscope {

class Document;
class RunLibrary;
class RunList;

// Scores of the answers of runs that only the store knows, so that a list can compare them with the pinned one. Each
// run of the open model and benchmark is read once, a few at a time and on a thread of its own, which
// waits for no writer.
class StoredScores
{
public:
    // `changed` is called when more of them are known.
    StoredScores(const Document&, const RunList&, RunLibrary&, std::function<void()> changed);

    // Asks for what is missing.
    void update();
    // `run` against the pinned one; unset: not known, or they cannot be compared.
    std::optional<CommonScore> againstPinned(const RunSummary& run) const;

private:
    struct Known
    {
        std::string updated; // as of when
        std::vector<AnswerScore> scores;
    };

    bool isWanted(const RunSummary&) const;

    const Document& m_document;
    const RunList& m_runs;
    RunLibrary& m_library;
    std::function<void()> m_changed;
    std::map<std::string, Known> m_known; // by id
    Engine m_engine;
    Latest<std::vector<std::vector<AnswerScore>>> m_read;
};

}
