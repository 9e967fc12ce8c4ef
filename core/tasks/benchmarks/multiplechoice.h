// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tasks/benchmarks.h"

namespace quantscope {

// Benchmarks whose questions have options, in columns A, B, ….

extern const Benchmark mmBench; // MMBench and CCBench (arXiv 2307.06281), with circular groups
extern const Benchmark mmmu; // arXiv 2311.16502; its first image is enlarged
extern const Benchmark hrBench; // arXiv 2408.15556
extern const Benchmark mmStar; // arXiv 2403.20330
extern const Benchmark ai2d; // arXiv 1603.07396
extern const Benchmark scienceQa; // arXiv 2209.09513
extern const Benchmark seedBench; // arXiv 2307.16125
extern const Benchmark realWorldQa;
extern const Benchmark blink; // arXiv 2404.12390

// Other files with columns A and B.
extern const Benchmark otherChoices;

}
