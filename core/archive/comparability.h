// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include "archive/comparison.h"
#include "base/message.h"

namespace quantscope {

// 'A' for the first of the runs that are compared, and so on.
std::string runLetter(size_t run);

// What a reader of the comparison must know: runs without answers, questions that do not count, and every convention
// that is another one in some of the runs, as far as their records tell. Runs are called by their letters.
std::vector<Message> comparisonNotes(std::span<const RunRecord>, const Comparison&);

// Runs with what follows from them, as views show them; of less than two runs nothing follows.
struct ComparedRuns
{
    std::vector<RunRecord> records;
    Comparison comparison;
    std::vector<Message> notes;
};

ComparedRuns sideBySide(std::vector<RunRecord>);

}
