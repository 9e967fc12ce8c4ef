// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

#include "numeric/quantizers.h"

namespace quantscope {

struct GptqOptions : QuantizerParameters
{
    int64_t blockSize = 128;
    int threads = 1;
};

struct GptqResult : QuantizerResult
{
    at::Tensor order; // int64 [in], the column order used with actOrder
    at::Tensor initialScale, initialZero; // whole-row grid [out, 1]
};

// GPTQ (arXiv 2210.17323) of w [out, in] with the Hessian [in, in], in the order of operations of the MQuant reference.
// Computed in float32. When the damped Hessian is not positive definite, damping grows tenfold up to 1; then the weight
// is rounded with its whole-row grid, in its original column order. Bits do not depend on `threads`.
// Throws Error for wrong shapes, Cancelled through `progress`.
GptqResult quantizeGptq(const at::Tensor& w, const at::Tensor& hessian, const WeightFormat& format,
                        const GptqOptions& options, const Progress& progress = {});

}
