// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace quantscope {

// Where quantile q of n values lies between their order statistics `below` and `above`, both from 0.
struct QuantilePlace
{
    int64_t below = 0, above = 0;
    float weight = 0; // of `above`
};

// The place as PyTorch computes it in float32 up to 2^24 values; beyond, in float64.
QuantilePlace quantilePlace(double q, int64_t n);

inline constexpr double observerQuantile = 0.99999;

// Minimum, maximum and the two 99.999 % quantiles of every row of x [m, n], floating dtype, any device: float32 [m, 4]
// on that device, without waiting for it. Throws Error when a row is empty.
at::Tensor rowRanges(const at::Tensor& x);

}
