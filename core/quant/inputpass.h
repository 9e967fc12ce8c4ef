// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "model/forward.h"

namespace quantscope {

// `transformed`: what the input quantizer of a layer sees of one chunk; `image`: its rows from image tokens.
using WatchInput = std::function<void(size_t layer, const at::Tensor& transformed, RowRuns image)>;

// A pass, of one thread, with the weights as they are and inputs that are not quantized; each layer's input is shown.
// Keeps a reference to the model. What goes wrong in a layer gets its name in front.
Pass inputPass(const Model&, WatchInput);

}
