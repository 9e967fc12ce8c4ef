// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <span>
#include <vector>

#include <ATen/core/Tensor.h>

#include "base/progress.h"
#include "model/forward.h"

namespace quantscope {

// One prompt: token ids with image placeholders, and the pixels [tiles, channels, h, w] for them as the architecture
// cuts an image (undefined without).
struct GenerationInput
{
    std::vector<int64_t> ids;
    at::Tensor pixels;
    at::Tensor visual = {}; // embedImages() of the pixels where that is cached, which then does not run again
};

struct GenerationOptions
{
    int64_t imageToken = -1;
    std::vector<int64_t> endTokens;
    int64_t maxNewTokens = 64;
    int64_t tilesPerChunk = 4; // images that go through the vision tower at a time
    // All prompt tokens go through the last decoder block, though only the last one is needed: for a pass that looks at
    // whole tensors, such as calibration.
    bool wholePrompt = false;
    // Called before the prompts and before each step with the inputs whose rows the decoder gets next, in their order.
    std::function<void(std::span<const size_t> running)> stepStarts;
};

// Visual embeddings of all tiles, [visual tokens, width]; each chunk in as many parts as the pass has threads.
at::Tensor embedImages(const Model&, const at::Tensor& pixels, int64_t tilesPerChunk, const Pass&,
                       const Progress& = {});

// The same for all images of a batch, one after the other; undefined without images.
at::Tensor visualEmbeddings(const Model&, std::span<const GenerationInput>, int64_t tilesPerChunk, const Pass&,
                            const Progress& = {});

// Greedy answers of a batch, without the end token. The pass runs on one chunk of tokens at a time.
std::vector<std::vector<int64_t>> generate(const Model&, std::span<const GenerationInput>, const GenerationOptions&,
                                           const Pass&, const Progress& = {});

// Logits of every prompt token [T, vocabulary], in one pass and without a cache.
at::Tensor promptLogits(const Model&, const GenerationInput&, int64_t imageToken, const Pass&);

}
