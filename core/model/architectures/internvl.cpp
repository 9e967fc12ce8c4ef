// SPDX-License-Identifier: GPL-3.0-or-later
// InternVL2 to InternVL3: InternViT on square tiles, pixel shuffle and a projector of two layers (mlp1), a decoder that
// counts its tokens.

#include "model/architectures/architecture.h"

#include <algorithm>
#include <cmath>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/upsample_bicubic2d.h>
#include <fmt/core.h>

#include "base/jsonfield.h"

namespace quantscope {
namespace {

constexpr char className[] = "InternVLChatModel";

bool matches(const nlohmann::json& config)
{
    const auto names = config.find("architectures");
    if (names == config.end() || names->is_null())
        return true;
    return names->is_array() && std::find(names->begin(), names->end(), className) != names->end();
}

VisionConfig parseVision(const JsonFields& fields)
{
    VisionConfig v;
    v.width = fields.integer("hidden_size", 1, maxModelWidth);
    v.blocks = fields.integer("num_hidden_layers", 1, maxModelBlocks);
    v.heads = fields.integer("num_attention_heads", 1, v.width);
    v.mlpWidth = fields.integer("intermediate_size", 1, maxModelWidth);
    v.channels = fields.integer("num_channels", 1, 16, 3);
    v.patchSize = fields.integer("patch_size", 1, 1024);
    v.imageSize = fields.integer("image_size", v.patchSize, 1 << 14);
    v.normEps = fields.number("layer_norm_eps", 1e-6);
    v.qkvBias = fields.boolean("qkv_bias", true);
    v.qkNorm = fields.boolean("qk_normalization", false);
    requireDivisible(v.width, v.heads, fields, "hidden_size", "num_attention_heads");
    const auto norm = fields.text("norm_type", "layer_norm");
    if (norm != "layer_norm" && norm != "rms_norm")
        throw Error(fields.place("norm_type") + ": expected layer_norm or rms_norm, found " + norm);
    v.norm = norm == "rms_norm" ? NormKind::Rms : NormKind::Layer;
    const auto activation = fields.text("hidden_act", "gelu");
    if (activation != "gelu" && activation != "gelu_pytorch_tanh")
        throw Error(fields.place("hidden_act") + ": expected gelu, found " + activation);
    v.mlp = activation == "gelu_pytorch_tanh" ? MlpKind::GeluTanh : MlpKind::Gelu;
    return v;
}

void parseMerge(const JsonFields& fields, ModelConfig& m)
{
    m.tileSize = fields.integer("force_image_size", m.vision.patchSize, 1 << 14, m.vision.imageSize);
    requireDivisible(m.tileSize, m.vision.patchSize, fields, "force_image_size", "patch_size");
    m.downsampleRatio = fields.number("downsample_ratio", 0.5);
    const double factor = 1.0 / m.downsampleRatio;
    if (!(m.downsampleRatio > 0) || std::abs(factor - std::round(factor)) > 1e-9)
        throw Error(fields.place("downsample_ratio") + ": expected 1/n with a whole n");
    requireDivisible(m.tileSize / m.vision.patchSize, std::llround(factor), fields, "force_image_size",
                     "patch_size / downsample_ratio");
    const auto version = fields.text("ps_version", "v2");
    if (version != "v1" && version != "v2")
        throw Error(fields.place("ps_version") + ": expected v1 or v2, found " + version);
    m.pixelShuffleV2 = version == "v2";
    m.selectLayer = fields.integer("select_layer", -m.vision.blocks - 1, m.vision.blocks, -1);
}

ModelConfig parse(const nlohmann::json& config, const std::string& where)
{
    const JsonFields fields(config, where);
    ModelConfig m;
    m.vision = parseVision(fields.object("vision_config"));
    m.decoder = parseDecoderConfig(fields.object("llm_config"));
    m.decoder.tiedHead = fields.boolean("tie_word_embeddings", m.decoder.tiedHead);
    parseMerge(fields, m);
    m.chatTemplate = fields.text("template", "");
    m.hasSystemMessage = fields.has("system_message");
    m.systemMessage = fields.text("system_message", "");
    m.useThumbnail = fields.boolean("use_thumbnail", true);
    m.dynamicTiles = fields.boolean("dynamic_image_size", true);
    m.minTiles = fields.integer("min_dynamic_patch", 1, 1000, 1);
    m.maxTiles = fields.integer("max_dynamic_patch", m.minTiles, 1000, 12);
    m.family = &decoderFamilyFor(m.decoder, where);
    return m;
}

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

Block loadVisionBlock(ModelBuilder& build, int index)
{
    const auto& v = build.model().config.vision;
    const std::string at = fmt::format("vision_model.encoder.layers.{}.", index);
    Block block;
    block.attentionNorm = build.norm(v.norm, at + "norm1.weight", at + "norm1.bias", v.width, v.normEps);
    block.mlpNorm = build.norm(v.norm, at + "norm2.weight", at + "norm2.bias", v.width, v.normEps);
    if (v.qkNorm) {
        block.queryNorm = build.norm(NormKind::Rms, at + "attn.q_norm.weight", "", v.width, v.normEps);
        block.keyNorm = build.norm(NormKind::Rms, at + "attn.k_norm.weight", "", v.width, v.normEps);
    }
    block.attentionScale = build.optionalTensor(at + "ls1", {v.width});
    block.mlpScale = build.optionalTensor(at + "ls2", {v.width});
    const auto layer = [&](Role role, const char* name, int64_t in, int64_t out) {
        return build.layer(Tower::Vision, index, role, at + name, in, out);
    };
    const auto qkv = layer(Role::AttentionInput, "attn.qkv", v.width, 3 * v.width);
    if (v.qkvBias != build.model().linears[static_cast<size_t>(qkv)].bias.defined())
        throw Error(at + "attn.qkv.bias: config says qkv_bias is " + (v.qkvBias ? "true" : "false") +
                    ", the checkpoint " + (v.qkvBias ? "has none" : "has one"));
    block.attentionInputs = {qkv};
    block.attentionOutput = layer(Role::AttentionOutput, "attn.proj", v.width, v.width);
    block.mlp = v.mlp;
    block.mlpInputs = {layer(Role::MlpUp, "mlp.fc1", v.width, v.mlpWidth)};
    block.mlpOutput = layer(Role::MlpDown, "mlp.fc2", v.mlpWidth, v.width);
    return block;
}

void loadVision(ModelBuilder& build)
{
    auto& model = build.model();
    const auto& v = model.config.vision;
    const std::string embeddings = "vision_model.embeddings.";
    const int64_t grid = v.imageSize / v.patchSize;
    model.visionEmbeddings["class"] = build.tensor(embeddings + "class_embedding", {1, 1, v.width});
    model.visionEmbeddings["positions"] =
        resizedPositions(build.tensor(embeddings + "position_embedding", {1, 1 + grid * grid, v.width}), grid,
                         model.config.tileSize / v.patchSize);
    model.patch = build.patchEmbedding(embeddings + "patch_embedding");
    for (int64_t i = 0; i < model.config.visionBlocksUsed(); ++i)
        model.visionBlocks.push_back(loadVisionBlock(build, static_cast<int>(i)));
}

// Patches of a visual token along each side.
int64_t merged(const ModelConfig& config)
{
    return static_cast<int64_t>(std::llround(1.0 / config.downsampleRatio));
}

void loadProjector(ModelBuilder& build)
{
    auto& model = build.model();
    const int64_t in = model.config.vision.width * merged(model.config) * merged(model.config);
    const int64_t out = model.config.decoder.width;
    model.projectorNorm =
        build.norm(NormKind::Layer, "mlp1.0.weight", "mlp1.0.bias", in, model.config.projectorNormEps);
    model.projectorIn = build.layer(Tower::Projector, -1, Role::ProjectorIn, "mlp1.1", in, out);
    model.projectorOut = build.layer(Tower::Projector, -1, Role::ProjectorOut, "mlp1.3", out, out);
}

void load(ModelBuilder& build)
{
    loadVision(build);
    loadProjector(build);
    build.decoder();
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

at::Tensor pixelsOf(const ModelConfig&, const Image& image, const Tiling& tiling)
{
    return normalizeTiles(cutTiles(image, tiling));
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

std::string promptOf(const ModelConfig& config, const ChatTemplate& layout, std::string_view question,
                     TokenGrids visual)
{
    return buildPrompt(config, layout, question, tokensOf(visual));
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

extern const Architecture internvlArchitecture;
const Architecture internvlArchitecture{
    "internvl", className,   imageContextToken, matches,      parse,  load,  tile,        pixelsOf,
    gridsOf,    templateFor, promptOf,          embedPatches, encode, merge, positionsOf, decoderBlock,
};

}
