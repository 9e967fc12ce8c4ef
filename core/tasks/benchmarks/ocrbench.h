// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tasks/benchmarks.h"

namespace quantscope {

// OCRBench (arXiv 2305.07895). Score: 1 when some answer is part of the prediction, see containsAnswer(); for
// handwritten mathematical expressions the case counts and spaces do not.
// Summary: its ten categories in its order, five groups (the first six categories are "Text Recognition"), finalScore
// = hits and finalScoreNorm = hits / 10 whatever the number of rows. Other categories, which the original cannot
// count, follow in order of appearance, belong to no group and count in hits and total.
extern const Benchmark ocrBench;

// OCRBench under another name, reported by its categories; its images are cut as those of other files.
extern const Benchmark renamedOcrBench;

}
