// SPDX-License-Identifier: GPL-3.0-or-later
// What both layouts of InternVL have in common: InternViT on square tiles, pixel shuffle, a projector of two layers and
// a decoder that counts its tokens.
#pragma once

#include <string>
#include <vector>

#include "model/architectures/architecture.h"

namespace quantscope::internvl {

constexpr int64_t maxImageSide = 4096; // pixels of a tile
constexpr int64_t maxPatchSide = 128; // patches along a tile's side
constexpr int64_t maxMerged = 64; // patches along the side of a visual token

constexpr int64_t mostImageSide(int64_t patchSize)
{
    return maxImageSide < patchSize * maxPatchSide ? maxImageSide : patchSize * maxPatchSide;
}

// Where InternVL's own layout has the decoder.
inline const DecoderPlace ownPlace{"language_model.model.", "language_model."};

// Names of a layout's tensors, without ".weight" but for the embeddings; those of a block stand behind `block` + index
// + ".".
struct VisionNames
{
    std::string classToken, positions, patch, block;
    std::string attentionNorm, mlpNorm, queryNorm, keyNorm, attentionScale, mlpScale;
    std::vector<InputLayer> attentionInputs; // `out` is not read
    std::string attentionOutput, mlpUp, mlpDown;
    std::string projectorNorm, projectorIn, projectorOut;
};

// Of InternViT: one that config.json names differently is not here.
NormKind parseNorm(const JsonFields&, const char* field, const std::string& absent);
MlpKind parseActivation(const JsonFields&, const char* field);
// "downsample_ratio" for tiles of m.tileSize.
void parseDownsampling(const JsonFields&, ModelConfig& m);

void load(ModelBuilder&, const VisionNames&, const DecoderPlace&);

Tiling tile(const ModelConfig&, int width, int height, int mostTiles);
at::Tensor pixelsOf(const ModelConfig&, const Image&, const Tiling&);
std::vector<TokenGrid> gridsOf(const ModelConfig&, at::IntArrayRef pixels);
const ChatTemplate& templateFor(const ModelConfig&);
Chunks embedPatches(const Model&, Chunks pixels, const Pass&);
Chunks encode(const Model&, size_t block, Chunks, TokenGrids, const Pass&);
Chunks merge(const Model&, Chunks, TokenGrids, const Pass&);
at::Tensor positionsOf(const std::vector<int64_t>& lengths, const at::Tensor& isImage, TokenGrids);

}
