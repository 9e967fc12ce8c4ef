// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tasks/benchmarks.h"

namespace quantscope {

// Files that no other row takes: a user's own. Equal texts after normalization.
extern const Benchmark otherQuestions;

}
