// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tasks/benchmarks.h"

namespace quantscope {

// Files that no other row matches: VQA accuracy.
extern const Benchmark otherQuestions;

}
