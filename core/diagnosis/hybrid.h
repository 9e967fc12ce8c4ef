// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "model/model.h"

namespace quantscope {

// Which part of a layer's rounding a hybrid keeps.
enum class QuantizedPart { Both, WeightOnly, InputOnly };

// The transformed float model with the rounding of some layers of the quantized one: both have the same basis, so any
// mix of their layers is a whole model. The other layers compute in floating point.
Model hybridModel(const Model& reference, const Model& quantized, QuantizedPart,
                  const std::function<bool(LayerIndex)>& isQuantized);

}
