// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "tasks/score.h"

namespace quantscope {

// How answers are compared with the table's, and what is made of all of them. Adding one: a file in metrics/, a row in
// metric.cpp and its name in core/messages.
struct Metric
{
    std::string_view id;
    std::string_view nameCode; // of the message with its name
    // In [0, 1]; 0 without answers to compare with.
    double (*score)(const Question&, const std::string& prediction) = nullptr;
    // Of any part of the questions, also of none.
    Score (*summarize)(std::span<const ScoredAnswer>) = summarizeParts;
    // Of a question with answers; null: every one.
    bool (*scores)(const Question&) = nullptr;
    // The packages that the rule of a question wants and that are not installed; null: no rule wants any.
    std::string (*lacks)(const Question&) = nullptr;
};

std::span<const Metric* const> metrics();
// Null for an id that this version does not know.
const Metric* findMetric(std::string_view id);

// Whether the table says what is right, and the metric has a rule for such questions, with all that it wants.
bool canScore(const Metric&, const Question&);
// What is to be installed for a question that has all else; empty: nothing.
std::string lackedBy(const Metric&, const Question&);
// Questions that cannot be scored are counted as such and left out of all sums.
Score summarize(const Metric&, std::span<const ScoredAnswer>);

}
