// SPDX-License-Identifier: GPL-3.0-or-later
// Qwen2 and Qwen2.5 (InternVL2-1B, InternVL2.5-1B, most of InternVL3): biases of queries, keys and values.

#include "model/families/family.h"

namespace quantscope {

extern const DecoderFamily qwen2Family;
const DecoderFamily qwen2Family{"qwen2",
                                "Qwen2ForCausalLM",
                                "Qwen2",
                                "Hermes-2",
                                {32, 0, 32768, 1e-6, 0},
                                separateLayerNames,
                                separateLayerHeads,
                                separateLayerValueRows};

}
