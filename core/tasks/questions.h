// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/bundle.h"
#include "tasks/dataset.h"
#include "tasks/tilingrule.h"

namespace quantscope {

// The tiling that VLMEvalKit uses for this checkpoint and benchmark.
TilingRule tilingFor(const ModelConfig&, const std::string& datasetName);

// Decodes and tiles the image and builds the prompt. Error names the row.
GenerationInput prepareQuestion(const Bundle&, const Question&, const TilingRule&);

// Token ids alone; `visual`: the grids of the image's tiles, none without an image.
std::vector<int64_t> questionTokens(const Bundle&, const Question&, TokenGrids visual);

// Several questions, decoded on `threads` threads.
std::vector<GenerationInput> prepareQuestions(const Bundle&, const Dataset&, std::span<const size_t> rows, int threads,
                                              const Progress& = {});

}
