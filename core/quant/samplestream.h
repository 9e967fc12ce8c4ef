// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "model/forward.h"
#include "model/generate.h"

namespace quantscope {

// Calibration questions as they travel through the model block by block, all of them in step.
struct SampleStream
{
    Chunks vision; // [tiles, 3, s, s], later [tiles, tokens, width]
    std::vector<int64_t> tilesOfSample;
    Chunks decoder; // [T, width]
    std::vector<Packed> packed; // parallel to decoder
};

// Splits the pixels of all samples into chunks of about `tilesPerChunk` images.
SampleStream startStream(const Model&, std::span<const GenerationInput>, int64_t tilesPerChunk);

// Takes the projector's output, chunks [tiles, tokens, width], and lays out the decoder's input: chunks of whole
// samples with about `tokensPerChunk` tokens each.
void enterDecoder(SampleStream&, const Model&, std::span<const GenerationInput>, int64_t imageToken,
                  const Chunks& visual, int64_t tokensPerChunk);

}
