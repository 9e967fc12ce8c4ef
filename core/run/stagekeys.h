// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "quant/plan.h"

namespace quantscope {

// What each stage reads of a plan, and nothing else, as text: equal keys mean equal results for one checkpoint and
// one set of calibration questions. Later keys contain those of the stages before.
struct StageKeys
{
    std::string transform; // folded and rotated weights
    std::string weights; // quantized weights
    std::string rows; // and the order of the decoder's rows, which nothing before depends on
    std::string statistics; // what calibration sees with them
    std::string activations; // with activation scales: all that an answer depends on
    std::string errors; // of every layer
    std::string inputs; // profiles of the transformed model's layer inputs
    std::string questions; // profiles of the checkpoint's layer inputs
};

StageKeys stageKeys(const Plan&);

// What a layer's quantized weight depends on by its own settings. GPTQ looks at inputs that all layers before it have
// made, so what these have become belongs to its key as well; plain rounding looks at the layer alone.
struct LayerKey
{
    std::string own;
    std::string alone; // without the questions that its inputs come from: as it is rounded where none are known
    bool readsInputs = false;
};

// Parallel to Model::layers; empty for float layers.
std::vector<LayerKey> layerKeys(const Plan&);

// What the inputs of the decoder depend on while weights are quantized; `before` as in QuantizeOptions.
std::string decoderEntryKey(const Plan&, const std::string& before);

}
