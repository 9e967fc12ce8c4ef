// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tasks/benchmarks.h"

namespace quantscope {

// Benchmarks that ask for yes or no.

extern const Benchmark mme; // arXiv 2306.13394; a copy is recognized by its categories
extern const Benchmark pope; // arXiv 2305.10355; likewise
extern const Benchmark hallusionBench; // arXiv 2310.14566; likewise

}
