// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/message.h"
#include "exchange/importedpredictions.h"
#include "tasks/dataset.h"

namespace quantscope {

// A row that answers no question, and why.
struct UnmatchedRow
{
    size_t row = 0; // in ImportedPredictions::rows
    Message why;
};

struct MatchedPredictions
{
    std::vector<std::optional<size_t>> rows; // the row that answers each question of the data set
    std::vector<UnmatchedRow> unmatched; // in the file's order
    int64_t byIndex = 0, byPosition = 0, byQuestion = 0; // questions, by how their row was found
    int64_t repeated = 0; // unmatched rows whose question another one answers

    int64_t matched() const
    {
        return byIndex + byPosition + byQuestion;
    }
    int64_t unanswered() const
    {
        return static_cast<int64_t>(rows.size()) - matched();
    }
};

// Finds the question of each row: by its index or position where question and answers, as far as the row tells them,
// are the same; else by its question, and where several are asked so by answers and image. Of several rows for one
// question the first with an answer counts, else the first.
MatchedPredictions matchPredictions(const ImportedPredictions&, const Dataset&);

}
