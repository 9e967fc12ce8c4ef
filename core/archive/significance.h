// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "tasks/bootstrap.h"

namespace quantscope {

// McNemar's exact test (McNemar 1947): of `left` + `right` questions that only one of two runs answers better, how
// probable is a split at least as uneven when neither is better? Two-sided, in [0, 1]; 1 when nothing differs.
double mcnemarExact(int64_t left, int64_t right);

// p-values of several tests as if there were one (Holm 1979), in the same order: none smaller than before or than that
// of a smaller one, none above 1.
std::vector<double> holmAdjusted(std::span<const double> pValues);

// The share of right answers that 95 % of such samples leave possible, in [0, 1]: the score interval (Wilson 1927),
// which never leaves that range and is right for few questions too. No question: all of it.
Interval wilsonInterval(int64_t right, int64_t all);

// Two runs on the same questions.
struct PairTest
{
    double difference = 0; // of the sums, right minus left
    Interval interval; // that holds 95 % of the differences of resampled questions
    int64_t leftBetter = 0, rightBetter = 0; // questions
    double pValue = 1; // of mcnemarExact()
};

// Scores by question, beside each other: 1 for a right answer and 0 for a wrong one, or shares; the test then counts
// which of the two is higher. Error when their numbers differ.
PairTest testPair(std::span<const double> left, std::span<const double> right);

}
