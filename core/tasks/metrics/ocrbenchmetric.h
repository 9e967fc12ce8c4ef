// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>

#include "tasks/metric.h"

namespace quantscope {

// OCRBench (arXiv 2305.07895). Score: 1 when some answer is part of the prediction, see containsAnswer(); for
// handwritten mathematical expressions the case counts and spaces do not.
// Summary: its ten categories in its order, five groups (the first six categories are "Text Recognition"), finalScore
// = correct and finalScoreNorm = correct / 10 whatever the number of rows. Other categories, which the original cannot
// count, follow in order of appearance, belong to no group and count in correct and total.
extern const Metric ocrBenchMetric;

// Some category is one that no other benchmark has.
bool hasOcrBenchCategory(const std::set<std::string, std::less<>>& categories);

}
