#pragma once

#include <string>

#include "quant/plan.h"

namespace quantscope {

// What each stage reads of a recipe, and nothing else, as text: equal keys mean equal results for one checkpoint and one
// set of calibration questions. Later keys contain those of the stages before.
struct StageKeys
{
    std::string transform;   // folded and rotated weights
    std::string weights;     // quantized weights
    std::string statistics;  // what calibration sees with them
    std::string activations; // with activation scales: all that an answer depends on
    std::string errors;      // of every layer
    std::string inputs;      // profiles of the transformed model's layer inputs
    std::string questions;   // profiles of the checkpoint's layer inputs
};

StageKeys stageKeys(const Recipe&, const Plan&);

// Per layer, parallel to Model::sites: what its rounded weight depends on. GPTQ looks at inputs that all rounded layers
// before it have made, so its key holds theirs; plain rounding looks at the layer alone. Empty for float layers.
std::vector<std::string> layerKeys(const Recipe&, const Plan&);

// What the inputs of the decoder depend on while weights are rounded: all layers before it.
std::string decoderEntryKey(const Recipe&, const Plan&, const std::vector<Site>&);

}
