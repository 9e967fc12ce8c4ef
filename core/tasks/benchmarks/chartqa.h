// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tasks/benchmarks.h"

namespace quantscope {

// ChartQA (arXiv 2203.10244): VQA accuracy, which wants several answers a question.
extern const Benchmark chartQa;

}
