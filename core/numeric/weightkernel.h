// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "numeric/weightquantizer.h"

namespace quantscope {

// Grid of one row of float32 values on the CPU. `step` is the winning clip step, 0 without a search.
struct RowGrid
{
    float scale = 0;
    float zero = 0;
    int step = 0;
};

// `rows` contiguous rows of `cols` values, `stride` apart, taken as one long row (1 row: per channel).
RowGrid findRowGrid(const float* w, int64_t rows, int64_t cols, int64_t stride, const WeightFormat& format);

// One run of values with one grid; codes or values may be null.
void quantizeRun(const float* w, int64_t count, float scale, float zero, const CodeRange& range, int16_t* codes,
                 float* values);

}
