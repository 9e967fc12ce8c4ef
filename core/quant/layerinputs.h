// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <ATen/core/Tensor.h>

#include "quant/inputprofile.h"

namespace quantscope {

// What enters every layer of a model that is not quantized; all parallel to the layers.
struct LayerInputs
{
    std::vector<InputProfile> profiles;
    std::vector<at::Tensor> rows; // some of the rows that multiply the weight, [n, in] bfloat16; empty unless asked for
    std::vector<at::Tensor> rowIsImage; // of each of these rows, uint8 [n]: 1 for an image token, 0 for text
};

using LayerInputsPtr = std::shared_ptr<const LayerInputs>;

}
