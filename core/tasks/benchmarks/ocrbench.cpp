// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/benchmarks/ocrbench.h"

#include "tasks/metrics/ocrbenchmetric.h"
#include "tasks/metrics/ocrbenchv2.h"
#include "tasks/prompts.h"

namespace quantscope {

const Benchmark ocrBench{
    .id = "ocrbench",
    .names = "ocrbench",
    .recognizes = [](const DatasetTraits& traits) { return hasOcrBenchCategory(traits.categories); },
    .prompt = shortAnswerPrompt,
    .maxTiles = 24,
    .reasoning = Reasoning::WholeText,
    .metric = &ocrBenchMetric,
};

const Benchmark ocrBenchV2{
    .id = "ocrbench_v2",
    .names = "ocrbench_v2 ocrbench-v2 ocrbenchv2",
    .recognizes = [](const DatasetTraits& traits) { return hasOnlyOcrBenchV2Categories(traits.categories); },
    .prompt = shortAnswerPrompt,
    .maxTiles = 24,
    .metric = &ocrBenchV2Metric,
};

}
