// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/benchmarks/freeanswers.h"

#include "tasks/metrics/textanswers.h"
#include "tasks/prompts.h"

namespace quantscope {

const Benchmark mathVista{.id = "mathvista",
                          .names = "mathvista",
                          .prompt = barePrompt,
                          .metric = &exactMetric,
                          .knowledge = Knowledge::NoMetric};

const Benchmark mathVision{.id = "mathvision",
                           .names = "mathvision",
                           .prompt = barePrompt,
                           .metric = &exactMetric,
                           .knowledge = Knowledge::NoMetric};

const Benchmark mathVerse{.id = "mathverse",
                          .names = "mathverse",
                          .prompt = barePrompt,
                          .metric = &exactMetric,
                          .knowledge = Knowledge::NoMetric};

const Benchmark mmVet{.id = "mmvet",
                      .names = "mmvet mm-vet",
                      .prompt = barePrompt,
                      .metric = &exactMetric,
                      .knowledge = Knowledge::NoMetric};

const Benchmark llavaBench{.id = "llavabench",
                           .names = "llavabench llava-bench",
                           .prompt = detailPrompt,
                           .metric = &exactMetric,
                           .knowledge = Knowledge::NoMetric};

const Benchmark mtVqa{.id = "mtvqa", .names = "mtvqa", .prompt = barePrompt, .metric = &containsMetric};

const Benchmark vcr{.id = "vcr",
                    .names = "vcr",
                    .prompt = barePrompt,
                    .maxTiles = 12,
                    .metric = &exactMetric,
                    .knowledge = Knowledge::NoMetric};

const Benchmark dude{.id = "dude",
                     .names = "dude",
                     .prompt = shortAnswerPrompt,
                     .maxTiles = 18,
                     .metric = &exactMetric,
                     .knowledge = Knowledge::NoMetric};

const Benchmark slideVqa{.id = "slidevqa",
                         .names = "slidevqa mmlongbench",
                         .prompt = shortAnswerPrompt,
                         .maxTiles = 18,
                         .metric = &exactMetric,
                         .knowledge = Knowledge::NoMetric};

}
