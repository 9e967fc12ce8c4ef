// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>

#include "model/config.h"

namespace quantscope {

// Angles of the rotary embedding, float32 [T, head size / 2], of positions int64 [axes, T] of several sequences one
// after the other. A scaling that depends on the length goes by each sequence's own: its largest position plus one.
at::Tensor rotaryAngles(const DecoderConfig&, const at::Tensor& positions, const std::vector<int64_t>& lengths);

// How fast each pair of channels turns, float32 [head size / 2], in a sequence of this length.
at::Tensor rotaryFrequencies(const DecoderConfig&, int64_t length);

}
