// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <ATen/core/Tensor.h>
#include <nlohmann/json.hpp>

#include "image/preprocess.h"
#include "model/forward.h"
#include "model/modelbuilder.h"
#include "model/prompt.h"
#include "text/tokenizer.h"

namespace quantscope {

class Checkpoint;

// All that differs between vision-language models, the decoder family aside: how config.json and the tensors are read,
// how an image becomes pixels, visual tokens and a place in the prompt, and the steps of the forward walk. A new one is
// one source file with such a constant and one row in architecture.cpp; ModelConfig carries it.
struct Architecture
{
    std::string_view id;
    std::string_view className; // its entry in config.json's list 'architectures'
    std::string_view imageToken; // stands for one visual token in a prompt

    bool (*matches)(const nlohmann::json& config);
    // Sets all but ModelConfig::architecture. Every number is checked; Error names `where` and the field.
    ModelConfig (*parse)(const nlohmann::json& config, const std::string& where);
    // Adds the layers of the vision tower, the projector and the decoder, in this order.
    void (*load)(ModelBuilder&);

    // How an image is cut into at most `mostTiles` tiles, and the pixels [tiles, channels, h, w] of them.
    Tiling (*tile)(const ModelConfig&, int width, int height, int mostTiles);
    at::Tensor (*pixels)(const ModelConfig&, const Image&, const Tiling&);
    // The visual tokens of each tile of pixels with these sizes.
    std::vector<TokenGrid> (*visualGrids)(const ModelConfig&, at::IntArrayRef pixels);
    const ChatTemplate& (*chatTemplate)(const ModelConfig&);
    // Up to the start of the answer, with an imageToken for each visual token; without images the question stands
    // alone.
    std::string (*prompt)(const ModelConfig&, const ChatTemplate&, std::string_view question, ImageGrids);

    // Pixels [n, channels, h, w] -> what enters the vision blocks, [n, tokens, width].
    Chunks (*embedPatches)(const Model&, Chunks pixels, const Pass&);
    // One vision block, [n, tokens, width] -> the same. `patches` has the patches of each chunk's pixels.
    Chunks (*encodeImages)(const Model&, size_t block, Chunks, TokenGrids patches, const Pass&);
    // Patches to visual tokens: [n, tokens, vision width] -> [n, visual tokens, decoder width].
    Chunks (*mergeVisual)(const Model&, Chunks, TokenGrids patches, const Pass&);
    // Positions that the decoder turns by, int64 [axes, T]; `isImage` bool [T] or undefined, `visual` the grids of all
    // images in the order of the tokens.
    at::Tensor (*positions)(const std::vector<int64_t>& lengths, const at::Tensor& isImage, TokenGrids visual);
    // One decoder block, as decoderBlock().
    Chunks (*decode)(const Model&, size_t block, Chunks, const std::vector<Packed>&, std::vector<KvCache>*, DecoderRows,
                     const Pass&);
    // What files beside config.json say; may be null.
    void (*readFolder)(const Checkpoint&, ModelConfig&) = nullptr;
    TokenizerFiles tokenizerFiles = TokenizerFiles::Python;
};

using Architectures = std::span<const Architecture* const>;

Architectures architectures();
// The shape that a config.json describes, with the first row that matches. Error where none does, or as parse().
ModelConfig parseModelConfig(const nlohmann::json& config, const std::string& where,
                             Architectures rows = architectures());

// Stands for one visual token in a prompt: the folder's own word for it, or the architecture's.
std::string_view imageTokenText(const ModelConfig&);
// The visual tokens of each tile of some pixels; none where these are undefined.
std::vector<TokenGrid> visualGrids(const ModelConfig&, const at::Tensor& pixels);
// Visual tokens of one tile of the usual size.
int64_t tokensPerTile(const ModelConfig&);

}
