// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace quantscope {

// softmax(q kᵀ / √d) v by the GPU kernel of LibTorch 2, which keeps no scores: q [n, heads, t, d], k and v
// [n, kvHeads, s, d], query head h reading key head h / (heads / kvHeads). Causal: query i sees keys up to i, t = s. Or
// an additive mask [t, s] of q's type. Undefined on the CPU and with older versions.
at::Tensor attendByDevice(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, bool causal,
                          const at::Tensor& mask = {});

}
