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
};

std::span<const Metric* const> metrics();
// Null for an id that this version does not know.
const Metric* findMetric(std::string_view id);

// Whether the table says what is right, and the metric has a rule for such questions.
bool canScore(const Metric&, const Question&);
// Questions that cannot be scored are counted as such and left out of all sums.
Score summarize(const Metric&, std::span<const ScoredAnswer>);

}
