// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/scoremeaning.h"
#include "experiments/sweep.h"

namespace quantscope {

// One recipe of the queue, or a run of the session beside it.
struct SweepRow
{
    int run = -1; // of the session; -1: none yet
    bool waiting = false; // to be run
    bool queued = true; // false: a run that the sweep did not start
    std::string name, state;
    double bytes = 0, averageBits = 0; // with scales, see SizeEstimate
    std::optional<double> correct;
    int64_t total = 0; // questions
    bool isComparable = true; // false: the questions are not those of all rows, and there are none in common
    std::optional<double> sqnrDb; // see meanSqnrDb()
    double seconds = 0;
    ScoreMeaning meaning = {}; // of the score
};

// In per cent.
inline std::optional<double> shareOf(const SweepRow& row)
{
    return row.correct && row.total > 0 ? std::optional(100 * *row.correct / static_cast<double>(row.total))
                                        : std::nullopt;
}

// Without scores, so without a front, where these do not count the same questions.
inline std::vector<ParetoPoint> paretoPoints(const std::vector<SweepRow>& rows)
{
    std::vector<ParetoPoint> points;
    for (const auto& row : rows)
        points.push_back({row.bytes, row.isComparable ? shareOf(row) : std::nullopt});
    return points;
}

}
