// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/config.h"

#include <cmath>

#include <fmt/core.h>

#include "base/jsonfield.h"

namespace quantscope {
namespace {

constexpr int64_t maxWidth = 1 << 20;
constexpr int64_t maxBlocks = 1000;

void requireDivisible(int64_t value, int64_t by, const JsonFields& fields, const char* name, const char* byName)
{
    if (value % by != 0)
        throw Error(fmt::format("{}: {} is not a multiple of {} ({})", fields.place(name), value, byName, by));
}

VisionConfig parseVision(const JsonFields& fields)
{
    VisionConfig v;
    v.width = fields.integer("hidden_size", 1, maxWidth);
    v.blocks = fields.integer("num_hidden_layers", 1, maxBlocks);
    v.heads = fields.integer("num_attention_heads", 1, v.width);
    v.mlpWidth = fields.integer("intermediate_size", 1, maxWidth);
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
    v.rmsNorm = norm == "rms_norm";
    const auto activation = fields.text("hidden_act", "gelu");
    if (activation != "gelu" && activation != "gelu_pytorch_tanh")
        throw Error(fields.place("hidden_act") + ": expected gelu, found " + activation);
    v.geluTanh = activation == "gelu_pytorch_tanh";
    return v;
}

void parseRopeScaling(const JsonFields& fields, DecoderConfig& d)
{
    if (!fields.has("rope_scaling"))
        return;
    const auto scaling = fields.object("rope_scaling");
    const auto type = scaling.text("type", scaling.text("rope_type", "default"));
    if (type == "default")
        return;
    if (type != "linear" && type != "dynamic")
        throw Error(scaling.place("type") + ": expected linear or dynamic, found " + type);
    d.ropeScaling = scaling.number("factor", 1.0);
    d.ropeDynamic = type == "dynamic";
}

DecoderConfig parseDecoder(const JsonFields& fields)
{
    DecoderConfig d;
    d.modelType = fields.text("model_type", "");
    d.width = fields.integer("hidden_size", 1, maxWidth);
    d.blocks = fields.integer("num_hidden_layers", 1, maxBlocks);
    d.heads = fields.integer("num_attention_heads", 1, d.width);
    d.kvHeads = fields.integer("num_key_value_heads", 1, d.heads, d.heads);
    d.headSize = fields.integer("head_dim", 1, maxWidth, d.width / d.heads);
    d.mlpWidth = fields.integer("intermediate_size", 1, maxWidth);
    d.vocabulary = fields.integer("vocab_size", 1, 1 << 24);
    d.maxPositions = fields.integer("max_position_embeddings", 1, int64_t(1) << 32, 32768);
    d.normEps = fields.number("rms_norm_eps", 1e-6);
    d.ropeBase = fields.number("rope_theta", 10000.0);
    d.tiedHead = fields.boolean("tie_word_embeddings", false);
    requireDivisible(d.heads, d.kvHeads, fields, "num_attention_heads", "num_key_value_heads");
    requireDivisible(d.headSize, 2, fields, "head_dim", "2");
    const auto activation = fields.text("hidden_act", "silu");
    if (activation != "silu")
        throw Error(fields.place("hidden_act") + ": expected silu, found " + activation);
    if (fields.boolean("use_sliding_window", false))
        throw Error(fields.place("use_sliding_window") + ": sliding-window attention is not supported");
    parseRopeScaling(fields, d);
    return d;
}

}

int64_t ModelConfig::tokensPerTile() const
{
    const int64_t side =
        static_cast<int64_t>(std::llround(static_cast<double>(tileSize / vision.patchSize) * downsampleRatio));
    return side * side;
}

int64_t ModelConfig::visionBlocksUsed() const
{
    return selectLayer < 0 ? vision.blocks + 1 + selectLayer : selectLayer;
}

ModelConfig parseModelConfig(const nlohmann::json& config, const std::string& where)
{
    const JsonFields fields(config, where);
    ModelConfig m;
    m.vision = parseVision(fields.object("vision_config"));
    m.decoder = parseDecoder(fields.object("llm_config"));
    m.decoder.tiedHead = fields.boolean("tie_word_embeddings", m.decoder.tiedHead);
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
    m.chatTemplate = fields.text("template", "");
    m.hasSystemMessage = fields.has("system_message");
    m.systemMessage = fields.text("system_message", "");
    m.useThumbnail = fields.boolean("use_thumbnail", true);
    m.dynamicTiles = fields.boolean("dynamic_image_size", true);
    m.minTiles = fields.integer("min_dynamic_patch", 1, 1000, 1);
    m.maxTiles = fields.integer("max_dynamic_patch", m.minTiles, 1000, 12);
    return m;
}

}
