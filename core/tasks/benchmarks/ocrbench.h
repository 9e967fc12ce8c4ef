// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tasks/benchmarks.h"

namespace quantscope {

// OCRBench (arXiv 2305.07895); a copy is recognized by categories that no other benchmark has.
extern const Benchmark ocrBench;

// OCRBench v2 (arXiv 2501.00321); a copy is recognized by its categories.
extern const Benchmark ocrBenchV2;

}
