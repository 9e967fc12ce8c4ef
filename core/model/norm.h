// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace quantscope {

enum class NormKind {
    Layer, // (x - mean) / sqrt(var + eps) · weight + bias
    Rms, // x / sqrt(mean(x²) + eps) · weight, in float32
    Bare, // the same without weight and in x's own type, as the reference has it after norm fusion
};

// A norm over the last axis. An undefined weight is one, an undefined bias zero.
struct Norm
{
    NormKind kind = NormKind::Layer;
    at::Tensor weight;
    at::Tensor bias;
    double eps = 1e-6;
};

at::Tensor applyNorm(const Norm&, const at::Tensor& x);

}
