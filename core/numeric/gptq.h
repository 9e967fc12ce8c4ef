// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>

#include "base/message.h"
#include "base/progress.h"
#include "numeric/weightquantizer.h"

namespace quantscope {

struct GptqOptions
{
    bool actOrder = false; // columns by descending Hessian diagonal
    bool staticGroups = false; // group grids from the original weight, groups of original neighbours
    double percdamp = 0.01; // of the mean diagonal, added to the diagonal
    int64_t blockSize = 128;
    int threads = 1;
    at::Tensor givenOrder; // tests: int64 [in], used instead of sorting
    int failFactorizations = 0; // tests: the first n factorizations fail
    bool tensorPath = false; // tests: the GPU's path on the CPU
};

struct GptqResult
{
    QuantizedWeight weight;
    at::Tensor order; // int64 [in], the column order used with actOrder
    at::Tensor initialScale, initialZero; // whole-row grid [out, 1]
    double loss = 0; // Σ diag((W - Wq) H (W - Wq)ᵀ); 16 bits: 0
    double damping = 0; // the percdamp that worked; 0 after the fallback to rounding
    int64_t deadColumns = 0;
    std::vector<Message> fallbacks; // what could not be done as the options say
};

// GPTQ (arXiv 2210.17323) of w [out, in] with the Hessian [in, in], in the order of operations of the MQuant reference.
// Computed in float32. When the damped Hessian is not positive definite, damping grows tenfold up to 1; then the weight
// is rounded with its whole-row grid, in its original column order. Bits do not depend on `threads`.
// Throws Error for wrong shapes, Cancelled through `progress`.
GptqResult quantizeGptq(const at::Tensor& w, const at::Tensor& hessian, const WeightFormat& format,
                        const GptqOptions& options, const Progress& progress = {});

}
