// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/benchmarks/other.h"

#include "tasks/metrics/textanswers.h"
#include "tasks/prompts.h"

namespace quantscope {

const Benchmark otherQuestions{
    .id = "other", .prompt = shortAnswerPrompt, .metric = &exactMetric, .knowledge = Knowledge::Nothing};

}
