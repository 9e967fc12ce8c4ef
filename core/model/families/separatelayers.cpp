// SPDX-License-Identifier: GPL-3.0-or-later
// The layers of Llama's shape: one each for queries, keys, values, gate and up.

#include "model/families/family.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>

namespace quantscope {

DecoderNames separateLayerNames(const DecoderConfig& c)
{
    DecoderNames n;
    n.embedding = "embed_tokens.weight";
    n.finalNorm = "norm.weight";
    n.head = "lm_head";
    n.blockPrefix = "layers.";
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

AttentionInputs separateLayerHeads(const DecoderConfig& c, const std::vector<at::Tensor>& outputs)
{
    return {outputs[0].view({-1, c.heads, c.headSize}), outputs[1].view({-1, c.kvHeads, c.headSize}),
            outputs[2].view({-1, c.kvHeads, c.headSize})};
}

at::Tensor separateLayerValueRows(const DecoderConfig& c, size_t input)
{
    return input == 2 ? at::arange(c.kvHeads * c.headSize, at::kLong).view({c.kvHeads, c.headSize}) : at::Tensor();
}

}
