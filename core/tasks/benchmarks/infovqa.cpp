// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/benchmarks/infovqa.h"

#include "tasks/dataset.h"
#include "tasks/prompts.h"

namespace quantscope {

const Benchmark infoVqa{
    .id = "infovqa",
    .matches = [](const DatasetTraits& traits) { return traits.name.starts_with("infovqa"); },
    .prompt = shortAnswerPrompt,
    .score = [](const Question& question, const std::string& prediction) { return anls(question.answers, prediction); },
    .summarize = summarizeCategories,
};

}
