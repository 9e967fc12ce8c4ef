// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tasks/benchmarks.h"

namespace quantscope {

// InfographicVQA (arXiv 2104.12756): ANLS.
extern const Benchmark infoVqa;

}
