// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/benchmarks/other.h"

#include "tasks/dataset.h"
#include "tasks/prompts.h"

namespace quantscope {

const Benchmark otherQuestions{
    .id = "other",
    .matches = [](const DatasetTraits&) { return true; },
    .prompt = shortAnswerPrompt,
    .score = [](const Question& question,
                const std::string& prediction) { return vqaAccuracy(question.answers, prediction); },
    .summarize = summarizeCategories,
};

}
