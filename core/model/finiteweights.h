// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "model/model.h"

namespace quantscope {

// A model with such a weight answers nonsense, and rounding hides it. Error naming the tensor and the place of its
// first NaN or infinity.
void requireFinite(const at::Tensor&, const std::string& name);

// The weights of all layers and the embedding, which a model with an offload leaves in their files and buildModel()
// does not look at: reads each once.
void requireFiniteWeights(const Model&);

}
