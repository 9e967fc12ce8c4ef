// SPDX-License-Identifier: GPL-3.0-or-later
// Phi-3 (InternVL2-4B): one layer for queries, keys and values, their rows in this order, and one for gate and up.

#include "model/families/family.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>

namespace quantscope {
namespace {

DecoderNames phi3Names(const DecoderConfig& c)
{
    auto n = separateLayerNames(c);
    n.attentionInputs = {{Role::AttentionInput, "self_attn.qkv_proj", (c.heads + 2 * c.kvHeads) * c.headSize}};
    n.mlpInputs = {{Role::MlpInput, "mlp.gate_up_proj", 2 * c.mlpWidth}};
    return n;
}

AttentionInputs phi3Heads(const DecoderConfig& c, const std::vector<at::Tensor>& outputs)
{
    const auto heads = outputs[0].view({-1, c.heads + 2 * c.kvHeads, c.headSize});
    return {heads.narrow(1, 0, c.heads), heads.narrow(1, c.heads, c.kvHeads),
            heads.narrow(1, c.heads + c.kvHeads, c.kvHeads)};
}

at::Tensor phi3ValueRows(const DecoderConfig& c, size_t)
{
    const int64_t from = (c.heads + c.kvHeads) * c.headSize;
    return at::arange(from, from + c.kvHeads * c.headSize, at::kLong).view({c.kvHeads, c.headSize});
}

}

extern const DecoderFamily phi3Family;
const DecoderFamily phi3Family{"phi3",    "Phi3ForCausalLM", "Phi-3",      "phi3-chat", {0, 0, 4096, 1e-5, 4096},
                               phi3Names, phi3Heads,         phi3ValueRows};

}
