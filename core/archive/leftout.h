// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "archive/comparison.h"

namespace quantscope {

// One run without answers must not empty the comparison of the others: beside two runs with scored answers, those that
// have none are left out. They have `noPlace` in the questions, NaN for scores, hits and ends of intervals, and no
// pairs; their recipes and layers are compared.
inline constexpr size_t noPlace = SIZE_MAX;

size_t scoredAnswers(const RunRecord&);
// By run; nothing is left out where less than two have scored answers.
std::vector<bool> runsLeftOut(std::span<const RunRecord>);
bool isLeftOut(const Comparison&, size_t run);
// The first run that has answered it.
size_t firstAnswering(const ComparedQuestion&);

}
