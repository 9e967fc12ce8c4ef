// SPDX-License-Identifier: GPL-3.0-or-later
// InternLM3 (InternVL3-9B): Llama's layers, biases of attention inputs and of the others told apart.

#include "model/families/family.h"

namespace quantscope {

extern const DecoderFamily internlm3Family;
const DecoderFamily internlm3Family{"internlm3",        "InternLM3ForCausalLM", "InternLM3",
                                    "internvl2_5",      {0, 0, 32768, 1e-6, 0}, separateLayerNames,
                                    separateLayerHeads, separateLayerValueRows};

}
