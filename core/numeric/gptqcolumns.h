// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

#include "base/progress.h"
#include "numeric/weightquantizer.h"

namespace quantscope {

// The column loop of GPTQ in the order of quantization: everything here is permuted already.
struct GptqColumns
{
    at::Tensor weight; // [out, in] float32, dead columns zero; CPU: contiguous
    at::Tensor factor; // [in, in] float32, upper triangular R with H = R Rᵀ
    WeightFormat format;
    bool dynamicGroups = false; // grids found on the way; else `scale`, `zero`, `groupOf` are complete
    at::Tensor scale, zero; // [out, groups] float32, written when dynamicGroups
    at::Tensor groupOf; // int64 [in] on the CPU, group of each column
    int64_t blockSize = 128;
    int threads = 1;
    double damping = 0; // absolute; what was added to the diagonal
    at::Tensor codes; // out: int16 [out, in]
    double loss = 0; // out: with the Hessian before damping
};

// Fills codes, loss and, with dynamic groups, scale and zero.
void quantizeColumnsOnCpu(GptqColumns& columns, const Progress& progress);
void quantizeColumnsByTensors(GptqColumns& columns, const Progress& progress);

}
