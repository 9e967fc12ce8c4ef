// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/benchmarks/shortanswers.h"

#include "tasks/metrics/textanswers.h"
#include "tasks/prompts.h"

namespace quantscope {

const Benchmark textVqa{.id = "textvqa", .names = "textvqa", .prompt = shortAnswerPrompt, .metric = &vqaMetric};

const Benchmark vizWiz{.id = "vizwiz", .names = "vizwiz", .prompt = barePrompt, .metric = &vqaMetric};

const Benchmark docVqa{
    .id = "docvqa", .names = "docvqa", .prompt = shortAnswerPrompt, .maxTiles = 18, .metric = &anlsMetric};

const Benchmark infoVqa{.id = "infovqa",
                        .names = "infovqa infographicvqa",
                        .prompt = shortAnswerPrompt,
                        .maxTiles = 24,
                        .metric = &anlsMetric};

const Benchmark chartQa{.id = "chartqa",
                        .names = "chartqa",
                        .otherNames = "chartqapro chartqa_pro chartqa-pro",
                        .prompt = shortAnswerPrompt,
                        .maxTiles = 12,
                        .metric = &relaxedMetric,
                        .mquantMetric = &relaxedSwappedMetric};

const Benchmark ocrVqa{
    .id = "ocrvqa", .names = "ocrvqa ocr-vqa", .prompt = shortAnswerPrompt, .maxTiles = 12, .metric = &exactTextMetric};

const Benchmark gqa{.id = "gqa", .names = "gqa", .prompt = shortAnswerPrompt, .metric = &exactTextMetric};

}
