// SPDX-License-Identifier: GPL-3.0-or-later
// InternLM2 and InternLM2.5 (InternVL2-2B, InternVL2-8B): one wqkv whose rows are, for every key-value head, the
// queries of its group, then its key, then its value.

#include "model/families/family.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>

namespace quantscope {
namespace {

DecoderNames internlm2Names(const DecoderConfig& c)
{
    DecoderNames n;
    n.embedding = "tok_embeddings.weight";
    n.finalNorm = "norm.weight";
    n.head = "output";
    n.blockPrefix = "layers.";
    n.attentionNorm = "attention_norm.weight";
    n.mlpNorm = "ffn_norm.weight";
    n.attentionInputs = {{Role::AttentionInput, "attention.wqkv", (c.heads + 2 * c.kvHeads) * c.headSize}};
    n.attentionOutput = "attention.wo";
    n.mlpInputs = {{Role::MlpGate, "feed_forward.w1", c.mlpWidth}, {Role::MlpUp, "feed_forward.w3", c.mlpWidth}};
    n.mlpOutput = "feed_forward.w2";
    return n;
}

AttentionInputs internlm2Heads(const DecoderConfig& c, const std::vector<at::Tensor>& outputs)
{
    const int64_t group = c.heads / c.kvHeads;
    const auto grouped = outputs[0].view({-1, c.kvHeads, group + 2, c.headSize});
    return {grouped.narrow(2, 0, group).reshape({-1, c.heads, c.headSize}), grouped.select(2, group),
            grouped.select(2, group + 1)};
}

at::Tensor internlm2ValueRows(const DecoderConfig& c, size_t)
{
    const int64_t slots = c.heads / c.kvHeads + 2;
    return at::arange(c.kvHeads * slots * c.headSize, at::kLong)
        .view({c.kvHeads, slots, c.headSize})
        .select(1, slots - 1);
}

}

extern const DecoderFamily internlm2Family;
const DecoderFamily internlm2Family{"internlm2",           "InternLM2ForCausalLM", "InternLM2",    "internlm2-chat",
                                    {0, 0, 2048, 1e-6, 0}, internlm2Names,         internlm2Heads, internlm2ValueRows};

}
