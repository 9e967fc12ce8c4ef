// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tasks/benchmarks.h"

namespace quantscope {

// DocVQA (arXiv 2007.00398): ANLS.
extern const Benchmark docVqa;

}
