// SPDX-License-Identifier: GPL-3.0-or-later
// Qwen3 (InternVL3.5): an RMSNorm over every head of queries and keys in front of the rotary embedding, no biases.

#include "model/families/family.h"

namespace quantscope {
namespace {

DecoderNames qwen3Names(const DecoderConfig& c)
{
    auto n = separateLayerNames(c);
    n.queryNorm = "self_attn.q_norm.weight";
    n.keyNorm = "self_attn.k_norm.weight";
    return n;
}

}

extern const DecoderFamily qwen3Family;
const DecoderFamily qwen3Family{"qwen3",
                                "Qwen3ForCausalLM",
                                "Qwen3",
                                "internvl2_5",
                                {32, 128, 32768, 1e-6, 0},
                                qwen3Names,
                                separateLayerHeads,
                                separateLayerValueRows};

}
