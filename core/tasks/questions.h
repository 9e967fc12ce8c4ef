// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "image/preprocess.h"
#include "model/bundle.h"
#include "tasks/dataset.h"

namespace quantscope {

// The tiling that VLMEvalKit uses for this checkpoint and benchmark.
TilingOptions tilingFor(const ModelConfig&, const Benchmark&);

// Decodes and tiles the image and builds the prompt, both as the benchmark does. Error names the row.
GenerationInput prepareQuestion(const Bundle&, const Benchmark&, const Question&);

// Token ids alone; `tiles` as prepareQuestion would cut.
std::vector<int64_t> questionTokens(const Bundle&, const Benchmark&, const Question&, int64_t tiles);

// Several questions, decoded on `threads` threads.
std::vector<GenerationInput> prepareQuestions(const Bundle&, const Dataset&, std::span<const size_t> rows, int threads,
                                              const Progress& = {});

}
