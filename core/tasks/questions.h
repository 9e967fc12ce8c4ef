// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/loadedmodel.h"
#include "tasks/dataset.h"
#include "tasks/tilingrule.h"

namespace quantscope {

// The tiling that VLMEvalKit uses for this checkpoint and benchmark.
TilingRule tilingFor(const ModelConfig&, const Benchmark&);

// Decodes and tiles the image and builds the prompt, both as the benchmark does. Error names the row.
GenerationInput prepareQuestion(const LoadedModel&, const Benchmark&, const Question&, ImageRoute = ImageRoute::Stored);

// Token ids alone; `visual`: the grids of the image's tiles, none without an image.
std::vector<int64_t> questionTokens(const LoadedModel&, const Benchmark&, const Question&, TokenGrids visual);

// Several questions, decoded on `threads` threads.
std::vector<GenerationInput> prepareQuestions(const LoadedModel&, const Dataset&, std::span<const size_t> rows,
                                              int threads, const Progress& = {});

}
