// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/benchmarks/chartqa.h"

#include "tasks/dataset.h"
#include "tasks/prompts.h"

namespace quantscope {

const Benchmark chartQa{
    .id = "chartqa",
    .matches = [](const DatasetTraits& traits) { return traits.name.starts_with("chartqa"); },
    .prompt = shortAnswerPrompt,
    .maxTiles = 12,
    .score = [](const Question& question,
                const std::string& prediction) { return vqaAccuracy(question.answers, prediction); },
    .summarize = summarizeCategories,
};

}
