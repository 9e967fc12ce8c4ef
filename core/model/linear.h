// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <ATen/core/Tensor.h>

#include "model/modality.h"
#include "numeric/activationquantizer.h"
#include "numeric/hadamard.h"
#include "numeric/weightquantizer.h"

namespace quantscope {

enum class ActivationMode { Float, Dynamic, Static };

// How the input of a layer is quantized before the product.
struct InputQuantizer
{
    ActivationMode mode = ActivationMode::Float;
    ActivationFormat format; // used when dynamic
    StaticGrid grid; // used when static
    // Of the rows that come from image tokens; `grid` is then that of text (MSQ, arXiv 2502.00425). Unset: one for all
    // rows.
    std::optional<StaticGrid> imageGrid;
};

// y = W q(HDx) + b. A value: steps make new ones, tensors are shared and never written to.
struct Linear
{
    // [out, in] floating point, in any type; already quantized to its grid when `quantized` is set. Undefined where
    // memory is saved: then denseWeight() makes it from the codes.
    at::Tensor weight;
    at::Tensor bias; // [out] or undefined
    std::optional<Hadamard> online; // transform in front of the layer, folded into the weight
    at::Tensor onlineSigns; // ±1 [in] in front of it, the diagonal D; undefined: none
    bool onlineInFloat32 = true;
    int64_t rmsChannel = -1; // this input channel and its weight column are not quantized with the others
    int rmsBits = 16; // of that weight column, one scale for all of it; 16: floating point
    InputQuantizer rmsInput; // of that channel
    int64_t patchKernel = 0; // > 0: a convolution with kernel = stride, the input is [n, c, h, w]
    InputQuantizer input;
    std::optional<QuantizedWeight> quantized; // without the split column
    at::Tensor rmsColumn; // [out, 1], defined when the weight is not and a channel is split
};

// Rows [from, from + count) of the weight in `type`, all of them by default.
at::Tensor denseWeight(const Linear&, at::ScalarType type, int64_t from = 0, int64_t count = -1);
// Puts a quantized weight in the place of the dense one. With `codesOnly` every product makes the dense weight anew.
void installQuantized(Linear&, QuantizedWeight, bool codesOnly);

// What the input quantizer sees: x after signs and online Hadamard; images stay images.
at::Tensor transformedInput(const Linear&, const at::Tensor& x);
// The rows that multiply the weight, [..., in]: the transformed input, or the patches of an image.
at::Tensor matmulInput(const Linear&, const at::Tensor& transformed);
// Rounds a transformed input to its grid and back, the split channel by itself. `image`: its rows from image tokens.
at::Tensor quantizedInput(const Linear&, const at::Tensor& transformed, RowRuns image = {});
// The split channel of rows [..., in] -> [..., 1]; undefined without a split.
at::Tensor rmsChannelOnly(const Linear&, const at::Tensor& rows);

// The only matrix product of the model, [..., in] -> [..., out].
at::Tensor applyLinear(const Linear&, const at::Tensor& x, RowRuns image = {});
// The same for an input that is already transformed, without rounding it.
at::Tensor applyTransformed(const Linear&, const at::Tensor& transformed);

// All columns but the split one; the matrix itself without a split. Works on weights and on rows alike.
at::Tensor withoutRms(const Linear&, const at::Tensor& matrix);

}
