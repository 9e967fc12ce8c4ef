// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architectures/internvlsteps.h"

#include <algorithm>
#include <cmath>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/upsample_bicubic2d.h>
#include <fmt/core.h>

#include "base/jsonfield.h"

namespace quantscope::internvl {
namespace {

// InternViT's own rule: bicubic over the patch grid, the class position stays.
at::Tensor resizedPositions(const at::Tensor& positions, int64_t from, int64_t to)
{
    if (from == to)
        return positions;
    const int64_t width = positions.size(-1);
    const auto grid =
        positions.narrow(1, 1, from * from).to(at::kFloat).view({1, from, from, width}).permute({0, 3, 1, 2});
    const auto resized = at::upsample_bicubic2d(grid, {to, to}, false);
    const auto flat = resized.reshape({1, width, to * to}).permute({0, 2, 1}).to(positions.scalar_type());
    return at::cat({positions.narrow(1, 0, 1), flat}, 1);
}

// Patches of a visual token along each side.
int64_t merged(const ModelConfig& config)
{
    return static_cast<int64_t>(std::llround(1.0 / config.downsampleRatio));
}

Block loadBlock(ModelBuilder& build, const VisionNames& names, int index)
{
    const auto& v = build.model().config.vision;
    const std::string at = fmt::format("{}{}.", names.block, index);
    const auto norm = [&](NormKind kind, const std::string& name, double eps) {
        return build.norm(kind, at + name + ".weight", at + name + ".bias", v.width, eps);
    };
    const auto layer = [&](Role role, const std::string& name, int64_t in, int64_t out, std::optional<bool> bias = {}) {
        return build.layer(Tower::Vision, index, role, at + name, in, out, bias);
    };
    Block block;
    block.attentionNorm = norm(v.norm, names.attentionNorm, v.normEps);
    block.mlpNorm = norm(v.norm, names.mlpNorm, v.normEps);
    if (v.qkNorm) {
        block.queryNorm = norm(NormKind::Rms, names.queryNorm, v.qkNormEps);
        block.keyNorm = norm(NormKind::Rms, names.keyNorm, v.qkNormEps);
    }
    block.attentionScale = build.optionalTensor(at + names.attentionScale, {v.width});
    block.mlpScale = build.optionalTensor(at + names.mlpScale, {v.width});
    const auto parts = 3 / static_cast<int64_t>(names.attentionInputs.size());
    for (const auto& input : names.attentionInputs)
        block.attentionInputs.push_back(layer(input.role, input.name, v.width, parts * v.width, v.qkvBias));
    block.attentionOutput = layer(Role::AttentionOutput, names.attentionOutput, v.width, v.width);
    block.mlp = v.mlp;
    block.mlpInputs = {layer(Role::MlpUp, names.mlpUp, v.width, v.mlpWidth)};
    block.mlpOutput = layer(Role::MlpDown, names.mlpDown, v.mlpWidth, v.width);
    return block;
}

void loadVision(ModelBuilder& build, const VisionNames& names)
{
    auto& model = build.model();
    const auto& v = model.config.vision;
    const int64_t grid = v.imageSize / v.patchSize;
    model.visionEmbeddings["class"] = build.tensor(names.classToken, {1, 1, v.width});
    model.visionEmbeddings["positions"] = resizedPositions(build.tensor(names.positions, {1, 1 + grid * grid, v.width}),
                                                           grid, model.config.tileSize / v.patchSize);
    model.patch = build.patchEmbedding(names.patch);
    for (int64_t i = 0; i < model.config.visionBlocksUsed(); ++i)
        model.visionBlocks.push_back(loadBlock(build, names, static_cast<int>(i)));
}

void loadProjector(ModelBuilder& build, const VisionNames& names)
{
    auto& model = build.model();
    const int64_t in = model.config.vision.width * merged(model.config) * merged(model.config);
    const int64_t out = model.config.decoder.width;
    model.projectorNorm = build.norm(NormKind::Layer, names.projectorNorm + ".weight", names.projectorNorm + ".bias",
                                     in, model.config.projectorNormEps);
    model.projectorIn = build.layer(Tower::Projector, -1, Role::ProjectorIn, names.projectorIn, in, out);
    model.projectorOut = build.layer(Tower::Projector, -1, Role::ProjectorOut, names.projectorOut, out, out);
}

// Drops the class token and merges patches: [n, 1 + g², c] -> [n, g²r², c / r²].
at::Tensor pixelShuffle(const ModelConfig& config, const at::Tensor& vision)
{
    const auto patches = vision.narrow(1, 1, vision.size(1) - 1);
    const int64_t n = patches.size(0), c = patches.size(2);
    const auto grid = static_cast<int64_t>(std::llround(std::sqrt(static_cast<double>(patches.size(1)))));
    const int64_t r = merged(config), side = grid / r;
    // Row and column offset inside the merged square, then channel; v1 leaves the squares transposed.
    auto squares = patches.reshape({n, side, r, side, r, c}).permute({0, 1, 3, 2, 4, 5});
    if (!config.pixelShuffleV2)
        squares = squares.transpose(1, 2);
    return squares.reshape({n, side * side, r * r * c});
}

}

NormKind parseNorm(const JsonFields& fields, const char* field, const std::string& absent)
{
    const auto norm = fields.text(field, absent);
    if (norm != "layer_norm" && norm != "rms_norm")
        throw Error(fields.place(field) + ": expected layer_norm or rms_norm, found " + norm);
    return norm == "rms_norm" ? NormKind::Rms : NormKind::Layer;
}

MlpKind parseActivation(const JsonFields& fields, const char* field)
{
    const auto activation = fields.text(field, "gelu");
    if (activation != "gelu" && activation != "gelu_pytorch_tanh")
        throw Error(fields.place(field) + ": expected gelu, found " + activation);
    return activation == "gelu_pytorch_tanh" ? MlpKind::GeluTanh : MlpKind::Gelu;
}

void parseDownsampling(const JsonFields& fields, ModelConfig& m)
{
    m.downsampleRatio = fields.number("downsample_ratio", 1.0 / maxMerged, 1, 0.5);
    const double factor = 1.0 / m.downsampleRatio;
    if (std::abs(factor - std::round(factor)) > 1e-9)
        throw Error(fields.place("downsample_ratio") + ": expected 1/n with a whole n");
    requireDivisible(m.tileSize / m.vision.patchSize, std::llround(factor), fields, "downsample_ratio",
                     "1 / downsample_ratio, on patches of a tile's side");
}

void load(ModelBuilder& build, const VisionNames& names, const DecoderPlace& place)
{
    loadVision(build, names);
    loadProjector(build, names);
    build.decoder(place);
}

Tiling tile(const ModelConfig& config, int width, int height, int mostTiles)
{
    TilingOptions options;
    options.minTiles = static_cast<int>(config.minTiles);
    options.maxTiles = config.dynamicTiles ? mostTiles : 1;
    options.tileSize = static_cast<int>(config.tileSize);
    options.useThumbnail = config.useThumbnail;
    return chooseTiling(width, height, options);
}

at::Tensor pixelsOf(const ModelConfig& config, const Image& image, const Tiling& tiling)
{
    return normalizeTiles(cutTiles(image, tiling), config.pixelScale);
}

// The first pixel shuffle leaves the squares of a tile transposed.
std::vector<TokenGrid> gridsOf(const ModelConfig& config, at::IntArrayRef pixels)
{
    const auto side =
        std::llround(static_cast<double>(config.tileSize / config.vision.patchSize) * config.downsampleRatio);
    return std::vector<TokenGrid>(static_cast<size_t>(pixels[0]), {side, side, !config.pixelShuffleV2});
}

const ChatTemplate& templateFor(const ModelConfig& config)
{
    return chatTemplateFor(config, *config.family);
}

Chunks embedPatches(const Model& model, Chunks pixels, const Pass& pass)
{
    const auto& first = model.visionEmbeddings.at("class");
    const auto& positions = model.visionEmbeddings.at("positions");
    return mapChunks(pass, pass.linear(model.patch, std::move(pixels), {}), [&](size_t, at::Tensor patches) {
        return at::cat({first.expand({patches.size(0), -1, -1}), patches}, 1).add_(positions);
    });
}

Chunks encode(const Model& model, size_t block, Chunks x, TokenGrids, const Pass& pass)
{
    return visionBlock(model, block, std::move(x), pass);
}

Chunks merge(const Model& model, Chunks vision, TokenGrids, const Pass& pass)
{
    auto h = mapChunks(pass, std::move(vision), [&](size_t, at::Tensor x) {
        return applyNorm(*model.projectorNorm, pixelShuffle(model.config, x));
    });
    h = pass.linear(model.projectorIn, std::move(h), {});
    h = mapChunks(pass, std::move(h), [](size_t, at::Tensor x) { return at::gelu(x); });
    return pass.linear(model.projectorOut, std::move(h), {});
}

at::Tensor positionsOf(const std::vector<int64_t>& lengths, const at::Tensor&, TokenGrids)
{
    return countedPositions(lengths).unsqueeze(0);
}

}
