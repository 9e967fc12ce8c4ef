// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "numeric/activationquantizer.h"

namespace quantscope {

struct FloatRange
{
    float min = 0;
    float max = 0;
};

// Of `count` >= 1 contiguous float32 values; on up to `threads` threads.
FloatRange floatRange(const float* x, int64_t count, int threads);

// One symmetric or asymmetric dynamic grid per row; `out` [rows, cols] may equal `x`.
void quantizeRowsDynamic(const float* x, float* out, int64_t rows, int64_t cols, const ActivationFormat& format,
                         int threads);

// `out` may equal `x`.
void quantizeStatic(const float* x, float* out, int64_t count, const StaticGrid& grid, int threads);

// Σ (quantized - x)².
double staticErrorSum(const float* x, int64_t count, const StaticGrid& grid, int threads);

}
