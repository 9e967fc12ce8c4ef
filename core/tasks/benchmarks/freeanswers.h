// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tasks/benchmarks.h"

namespace quantscope {

// Benchmarks whose prompts and tiles are known; VLMEvalKit scores them with a judge model, and here equal texts count,
// but for MTVQA, whose own rule this is: an answer is part of the prediction.

extern const Benchmark mathVista, mathVision, mathVerse, mmVet, llavaBench, mtVqa, vcr, dude, slideVqa;

}
