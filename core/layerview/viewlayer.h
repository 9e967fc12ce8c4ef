// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "layerview/layerview.h"
#include "model/linear.h"
#include "quant/inputprofile.h"

namespace quantscope {

// One layer in its three states: of the checkpoint, transformed, quantized. `row` >= 0 shows one output channel only.
// `quantized` may be the transformed one. Error when the row does not exist.
WeightView viewWeight(const Linear& original, const Linear& transformed, const Linear& quantized, int64_t row);

// The profiles of the checkpoint's and the transformed model's input, and the grid that rounds the latter.
InputView viewInput(const InputProfile& before, const InputProfile& after, const Linear& quantized);

}
