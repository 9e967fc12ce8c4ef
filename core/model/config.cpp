// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/config.h"

#include <algorithm>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <fmt/core.h>

#include "base/jsonfield.h"
#include "model/families/family.h"
#include "model/ropeconfig.h"

namespace quantscope {
namespace {

const DecoderDefaults generalDefaults;

// A configuration without model_type goes by its class, as InternVL's own code does.
std::string modelTypeOf(const JsonFields& fields)
{
    if (fields.has("model_type") || !fields.has("architectures"))
        return fields.text("model_type", "");
    const auto& names = fields.required("architectures");
    for (const auto* family : decoderFamilies())
        if (names.is_array() && !names.empty() && names.front() == std::string(family->className))
            return std::string(family->id);
    return {};
}

std::vector<bool> windowsByType(const JsonFields& fields, const DecoderConfig& d)
{
    const auto& types = fields.required("layer_types");
    if (!types.is_array() || types.size() != static_cast<size_t>(d.blocks))
        throw Error(
            fmt::format("{}: expected a list of {} types, one for each layer", fields.place("layer_types"), d.blocks));
    std::vector<bool> windows;
    for (const auto& type : types) {
        if (type != "full_attention" && type != "sliding_attention")
            throw Error(fmt::format("{}: expected full_attention or sliding_attention, found {}",
                                    fields.place("layer_types"), JsonFields::found(type)));
        windows.push_back(type == "sliding_attention");
    }
    return windows;
}

// As the classes have it: Qwen's windows are off unless use_sliding_window is true, and begin at a layer; Phi-3 has one
// in every layer; the others know none.
void parseWindows(const JsonFields& fields, DecoderConfig& d)
{
    const bool isQwen = d.modelType.starts_with("qwen");
    if (!isQwen && d.modelType != "phi3")
        return;
    if (isQwen ? fields.boolean("use_sliding_window", false) : fields.has("sliding_window"))
        d.window = fields.integer("sliding_window", 1, int64_t(1) << 32, 4096);
    if (isQwen && fields.has("layer_types")) {
        d.hasWindow = windowsByType(fields, d);
    } else if (d.window > 0) {
        const auto first = isQwen ? fields.integer("max_window_layers", 0, maxModelBlocks, 28) : 0;
        for (int64_t i = 0; i < d.blocks; ++i)
            d.hasWindow.push_back(i >= first);
    }
    if (std::find(d.hasWindow.begin(), d.hasWindow.end(), true) == d.hasWindow.end())
        d.hasWindow.clear();
    else if (d.window == 0)
        throw Error(fields.place("layer_types") + ": has sliding_attention, but use_sliding_window is false");
}

std::optional<bool> flagOf(const JsonFields& fields, const char* name)
{
    return fields.has(name) ? std::optional(fields.boolean(name, false)) : std::nullopt;
}

// Every class has its own words for the biases; Qwen2 and Phi-3 leave no choice.
void parseBiases(const JsonFields& fields, DecoderConfig& d)
{
    const auto& type = d.modelType;
    const bool internlm3 = type == "internlm3", internlm2 = type == "internlm2";
    d.qkvBias = flagOf(fields, internlm3 ? "qkv_bias" : internlm2 ? "bias" : "attention_bias");
    d.outputBias = flagOf(fields, internlm3 || internlm2 ? "bias" : "attention_bias");
    d.mlpBias = flagOf(fields, internlm3 ? "bias" : "mlp_bias");
    if (type == "qwen2" || type == "phi3")
        d.qkvBias = d.outputBias = d.mlpBias = std::nullopt;
}

}

int64_t ModelConfig::visionBlocksUsed() const
{
    return selectLayer < 0 ? vision.blocks + 1 + selectLayer : selectLayer;
}

DecoderConfig parseDecoderConfig(const JsonFields& fields)
{
    DecoderConfig d;
    d.modelType = modelTypeOf(fields);
    const auto* family = findDecoderFamily(d.modelType);
    const auto& defaults = family ? family->defaults : generalDefaults;
    d.width = fields.integer("hidden_size", 1, maxModelWidth);
    d.blocks = fields.integer("num_hidden_layers", 1, maxModelBlocks);
    d.heads = fields.integer("num_attention_heads", 1, d.width);
    const bool absent = !fields.json().contains("num_key_value_heads"); // null is another thing
    d.kvHeads =
        absent && defaults.kvHeads > 0 ? defaults.kvHeads : fields.integer("num_key_value_heads", 1, d.heads, d.heads);
    d.headSize =
        fields.integer("head_dim", 1, maxModelWidth, defaults.headSize > 0 ? defaults.headSize : d.width / d.heads);
    d.mlpWidth = fields.integer("intermediate_size", 1, maxModelWidth);
    d.vocabulary = fields.integer("vocab_size", 1, 1 << 24);
    d.maxPositions = fields.integer("max_position_embeddings", 1, int64_t(1) << 32, defaults.maxPositions);
    d.normEps = fields.number("rms_norm_eps", leastNormEps, 1, defaults.normEps);
    d.tiedHead = fields.boolean("tie_word_embeddings", false);
    requireDivisible(d.heads, d.kvHeads, fields, "num_attention_heads", "num_key_value_heads");
    requireDivisible(d.headSize, 2, fields, "head_dim", "2");
    const auto activation = fields.text("hidden_act", "silu");
    if (activation != "silu")
        throw Error(fields.place("hidden_act") + ": expected silu, found " + activation);
    parseWindows(fields, d);
    parseBiases(fields, d);
    d.rope = parseRope(fields, d, defaults.originalPositions);
    return d;
}

void requireDivisible(int64_t value, int64_t by, const JsonFields& fields, const char* name, const char* byName)
{
    if (value % by != 0)
        throw Error(fmt::format("{}: {} is not a multiple of {} ({})", fields.place(name), value, byName, by));
}

}
