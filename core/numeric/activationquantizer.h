// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

#include "numeric/formats.h"

namespace quantscope {

// Dynamic grids. Token: float32 [..., 1]; Group: [..., groups] in the dtype of x; Tensor: a scalar in the dtype of x.
struct ActivationGrid
{
    at::Tensor scale, zero;
};

// The same with one scale and zero per channel [c] of the last axis.
struct ChannelGrid
{
    at::Tensor scale, zero;
    int qmin = -128, qmax = 127;
};

// Range of the data itself, as the MQuant reference takes it: Token and Tensor ranges include 0, Group ranges do not.
// Tensor, asymmetric: an end that is 0 becomes -1 or +1 on its own. A constant group gets the scale that reproduces it
// (the reference divides by zero) and an all-zero tensor the scale 1 (the reference fails).
// Throws Error for other bit widths, an empty x or a group size that does not divide the last axis.
ActivationGrid findActivationGrid(const at::Tensor& x, const ActivationFormat& format);

// A new tensor like x, quantized and dequantized; never writes into x, returns x itself with 16 bits. bfloat16: Token
// is computed in float32, Group and Tensor round every operation to bfloat16, as the reference does.
at::Tensor fakeQuantizeDynamic(const at::Tensor& x, const ActivationFormat& format);

// A new tensor like x. float32 arithmetic for every dtype.
at::Tensor fakeQuantizeStatic(const at::Tensor& x, const StaticGrid& grid);
at::Tensor fakeQuantizeStatic(const at::Tensor& x, const ChannelGrid& grid);
void fakeQuantizeStaticInPlace(at::Tensor& x, const StaticGrid& grid);

// Integer codes, int32, the shape of x.
at::Tensor activationCodes(const at::Tensor& x, const ActivationFormat& format);
at::Tensor activationCodes(const at::Tensor& x, const StaticGrid& grid);
at::Tensor activationCodes(const at::Tensor& x, const ChannelGrid& grid);

}
