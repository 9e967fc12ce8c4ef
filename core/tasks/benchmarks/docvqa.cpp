// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/benchmarks/docvqa.h"

#include "tasks/dataset.h"
#include "tasks/prompts.h"

namespace quantscope {

const Benchmark docVqa{
    .id = "docvqa",
    .matches = [](const DatasetTraits& traits) { return traits.name.starts_with("docvqa"); },
    .prompt = shortAnswerPrompt,
    .maxTiles = 18,
    .score = [](const Question& question, const std::string& prediction) { return anls(question.answers, prediction); },
    .summarize = summarizeCategories,
};

}
