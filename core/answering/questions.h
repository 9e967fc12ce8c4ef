// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checkpoint/loadedmodel.h"
#include "tasks/dataset.h"
#include "tasks/tilingrule.h"

namespace quantscope {

// The tiling that VLMEvalKit uses for this checkpoint and benchmark in a question about so many images: all of them
// together have about 64 tiles at most.
TilingRule tilingFor(const ModelConfig&, const Benchmark&, size_t images = 1);

// What of an answer is scored: of a model that reasons step by step the final answer, where the benchmark wants that.
std::string scoredText(const LoadedModel&, const Benchmark&, const std::string& answer);

// Decodes and tiles the images and builds the prompt, both as the benchmark does. RowError where that cannot be: an
// image that cannot be read, text with an image token, more tokens than the model has positions.
GenerationInput prepareQuestion(const LoadedModel&, const Benchmark&, const Question&, ImageRoute = ImageRoute::Stored);

// Token ids alone; `visual`: the grids of the tiles of each image. RowError as prepareQuestion().
std::vector<int64_t> questionTokens(const LoadedModel&, const Benchmark&, const Question&, ImageGrids visual);

// The longest prompt that the model has positions for.
int64_t longestPrompt(const ModelConfig&);

// Several questions, decoded on `threads` threads. The first RowError ends it.
std::vector<GenerationInput> prepareQuestions(const LoadedModel&, const Dataset&, std::span<const size_t> rows,
                                              int threads, const Progress& = {});

// A question or why it cannot be asked.
struct PreparedQuestion
{
    GenerationInput input;
    std::string problem; // empty: none
};

// The same without an end by a bad row.
std::vector<PreparedQuestion> tryQuestions(const LoadedModel&, const Dataset&, std::span<const size_t> rows,
                                           int threads, const Progress& = {});

// Those of the rows that can be asked, found by preparing them all; the others go to `problems`.
std::vector<size_t> usableRows(const LoadedModel&, const Dataset&, std::span<const size_t> rows, int threads,
                               std::vector<RowProblem>& problems, const Progress& = {});

}
