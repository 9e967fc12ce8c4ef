// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include "model/config.h"

namespace quantscope {

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
