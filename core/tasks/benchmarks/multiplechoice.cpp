// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/benchmarks/multiplechoice.h"

#include "tasks/metrics/choice.h"
#include "tasks/prompts.h"

namespace quantscope {

const Benchmark mmBench{.id = "mmbench",
                        .names = "mmbench ccbench",
                        .otherNames = "mmbench-video mmbench_video",
                        .prompt = choicePrompt,
                        .metric = &choiceCircularMetric};

const Benchmark mmmu{.id = "mmmu",
                     .names = "mmmu",
                     .prompt = choicePrompt,
                     .maxTiles = 12,
                     .doublesImage = true,
                     .metric = &choiceMetric};

const Benchmark hrBench{
    .id = "hrbench", .names = "hrbench", .prompt = choicePrompt, .maxTiles = 24, .metric = &choiceMetric};

const Benchmark mmStar{.id = "mmstar",
                       .names = "mmstar",
                       .prompt = choicePrompt,
                       .reasoning = Reasoning::FinalAnswer,
                       .metric = &choiceMetric};

const Benchmark ai2d{.id = "ai2d", .names = "ai2d", .prompt = choicePrompt, .metric = &choiceMetric};

const Benchmark scienceQa{.id = "scienceqa", .names = "scienceqa", .prompt = choicePrompt, .metric = &choiceMetric};

const Benchmark seedBench{
    .id = "seedbench", .names = "seedbench seed-bench", .prompt = choicePrompt, .metric = &choiceMetric};

const Benchmark realWorldQa{
    .id = "realworldqa", .names = "realworldqa", .prompt = choicePrompt, .metric = &choiceMetric};

const Benchmark blink{.id = "blink", .names = "blink", .prompt = choicePrompt, .metric = &choiceMetric};

const Benchmark otherChoices{
    .id = "other_choices",
    .recognizes =
        [](const DatasetTraits& traits) { return traits.columns.contains("A") && traits.columns.contains("B"); },
    .prompt = choicePrompt,
    .metric = &choiceMetric,
    .knowledge = Knowledge::Choices,
};

}
