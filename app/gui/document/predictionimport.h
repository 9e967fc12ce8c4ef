// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobs.h"
#include "exchange/importedrun.h"

namespace quantscope {

class RunArchive;

// What became of a file of predictions.
struct ImportOutcome
{
    std::string run; // id of its record
    std::string name;
    int64_t rows = 0, matched = 0, unanswered = 0;
    std::optional<Message> firstUnmatched; // why it answers no question
    Score score;
    std::optional<Score> claimed; // that the file says of the same answers
};

// The file's answers to the open benchmark as a run of the archive, scored by its metric. Error when no row answers a
// question.
ImportOutcome importPredictions(RunArchive&, const std::filesystem::path& file, const WorkspaceInfo&);

}
