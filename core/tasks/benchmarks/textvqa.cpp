// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/benchmarks/textvqa.h"

#include "tasks/dataset.h"
#include "tasks/prompts.h"

namespace quantscope {

const Benchmark textVqa{
    .id = "textvqa",
    .matches = [](const DatasetTraits& traits) { return traits.name.starts_with("textvqa"); },
    .prompt = shortAnswerPrompt,
    .score = [](const Question& question,
                const std::string& prediction) { return vqaAccuracy(question.answers, prediction); },
    .summarize = summarizeCategories,
};

}
