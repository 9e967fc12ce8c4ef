#pragma once

#include <memory>
#include <vector>

#include <ATen/core/Tensor.h>

#include "quant/inputprofile.h"

namespace quantscope {

// What enters every layer of a model that is not rounded; both parallel to the sites.
struct LayerInputs
{
    std::vector<InputProfile> profiles;
    std::vector<at::Tensor> rows; // some of the rows that multiply the weight, [n, in] bfloat16; empty unless asked for
};

using LayerInputsPtr = std::shared_ptr<const LayerInputs>;

}
