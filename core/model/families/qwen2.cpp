// SPDX-License-Identifier: GPL-3.0-or-later
// Qwen2 and Qwen2.5 (InternVL2-1B, InternVL2.5-1B, InternVL3-1B): separate query, key and value layers with biases.

#include "model/families/family.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>

namespace quantscope {
namespace {

bool matches(const DecoderConfig& config)
{
    return config.modelType == "qwen2";
}

DecoderNames names(const DecoderConfig& c)
{
    DecoderNames n;
    n.embedding = "language_model.model.embed_tokens.weight";
    n.finalNorm = "language_model.model.norm.weight";
    n.head = "language_model.lm_head";
    n.blockPrefix = "language_model.model.layers.";
    n.attentionNorm = "input_layernorm.weight";
    n.mlpNorm = "post_attention_layernorm.weight";
    n.attentionInputs = {{Role::Query, "self_attn.q_proj", c.heads * c.headSize},
                         {Role::Key, "self_attn.k_proj", c.kvHeads * c.headSize},
                         {Role::Value, "self_attn.v_proj", c.kvHeads * c.headSize}};
    n.attentionOutput = "self_attn.o_proj";
    n.mlpInputs = {{Role::MlpGate, "mlp.gate_proj", c.mlpWidth}, {Role::MlpUp, "mlp.up_proj", c.mlpWidth}};
    n.mlpOutput = "mlp.down_proj";
    return n;
}

AttentionInputs split(const DecoderConfig& c, const std::vector<at::Tensor>& outputs)
{
    return {outputs[0].view({-1, c.heads, c.headSize}), outputs[1].view({-1, c.kvHeads, c.headSize}),
            outputs[2].view({-1, c.kvHeads, c.headSize})};
}

at::Tensor valueRows(const DecoderConfig& c, size_t input)
{
    return input == 2 ? at::arange(c.kvHeads * c.headSize, at::kLong).view({c.kvHeads, c.headSize}) : at::Tensor();
}

}

extern const DecoderFamily qwen2Family;
const DecoderFamily qwen2Family{"qwen2", "Qwen2", "Hermes-2", matches, names, split, valueRows};

}
