// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/config.h"

#include <fmt/core.h>

#include "base/jsonfield.h"

namespace quantscope {
namespace {

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
    d.ropeScaling = scaling.number("factor", 1, 1e6, 1);
    d.ropeDynamic = type == "dynamic";
}

}

int64_t ModelConfig::visionBlocksUsed() const
{
    return selectLayer < 0 ? vision.blocks + 1 + selectLayer : selectLayer;
}

DecoderConfig parseDecoderConfig(const JsonFields& fields)
{
    DecoderConfig d;
    d.modelType = fields.text("model_type", "");
    d.width = fields.integer("hidden_size", 1, maxModelWidth);
    d.blocks = fields.integer("num_hidden_layers", 1, maxModelBlocks);
    d.heads = fields.integer("num_attention_heads", 1, d.width);
    d.kvHeads = fields.integer("num_key_value_heads", 1, d.heads, d.heads);
    d.headSize = fields.integer("head_dim", 1, maxModelWidth, d.width / d.heads);
    d.mlpWidth = fields.integer("intermediate_size", 1, maxModelWidth);
    d.vocabulary = fields.integer("vocab_size", 1, 1 << 24);
    d.maxPositions = fields.integer("max_position_embeddings", 1, int64_t(1) << 32, 32768);
    d.normEps = fields.number("rms_norm_eps", leastNormEps, 1, 1e-6);
    d.ropeBase = fields.number("rope_theta", 1, 1e15, 10000);
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

void requireDivisible(int64_t value, int64_t by, const JsonFields& fields, const char* name, const char* byName)
{
    if (value % by != 0)
        throw Error(fmt::format("{}: {} is not a multiple of {} ({})", fields.place(name), value, byName, by));
}

}
