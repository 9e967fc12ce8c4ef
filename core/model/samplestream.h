// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "model/forward.h"
#include "model/generate.h"

namespace quantscope {

struct StreamOptions
{
    int64_t imageToken = -1;
    int64_t tilesPerChunk = 4; // about; tiles of different sizes never share a chunk
    int64_t tokensPerChunk = 1; // about, in chunks of whole prompts
};

// Prompts on their way through a model, all of them in step.
struct SampleStream
{
    struct Prompt
    {
        std::vector<int64_t> ids;
        std::vector<TokenGrid> visual; // of each of its tiles
    };

    StreamOptions options;
    std::vector<Prompt> prompts;
    Chunks vision; // pixels [tiles, channels, h, w], then [tiles, tokens, width], then the visual tokens
    std::vector<TokenGrid> patches; // of a tile, for each chunk of pixels
    Chunks decoder; // [T, width], then logits
    std::vector<Packed> packed; // parallel to it
    std::vector<KvCache>* caches = nullptr; // the same; without them every prompt attends to itself only
    DecoderRows lastBlock = DecoderRows::All; // what leaves the last decoder block
    DecoderRows head = DecoderRows::All; // what enters the head
};

// The prompts with their pixels in chunks.
SampleStream startStream(const Model&, std::span<const GenerationInput>, const StreamOptions&);
// Without the pixels: for visual tokens that are known.
SampleStream startPrompts(const Model&, std::span<const GenerationInput>, const StreamOptions&);

// Puts the visual tokens into the prompts: `vision` goes and `decoder` comes.
void enterDecoder(const Model&, SampleStream&);

}
