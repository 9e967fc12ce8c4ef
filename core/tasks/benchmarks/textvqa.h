// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tasks/benchmarks.h"

namespace quantscope {

// TextVQA (arXiv 1904.08920): VQA accuracy.
extern const Benchmark textVqa;

}
