// SPDX-License-Identifier: GPL-3.0-or-later
// Llama, Llama 3 and Yi (InternVL2-40B, InternVL2-Llama3-76B; InternLM2 and InternLM3 in Hugging Face's layout).

#include "model/families/family.h"

namespace quantscope {

extern const DecoderFamily llamaFamily;
const DecoderFamily llamaFamily{"llama",
                                "LlamaForCausalLM",
                                "Llama",
                                "Hermes-2",
                                {0, 0, 2048, 1e-6, 0},
                                separateLayerNames,
                                separateLayerHeads,
                                separateLayerValueRows};

}
