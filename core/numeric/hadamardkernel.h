// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>

namespace quantscope {

// A ±1 base [order, order], four columns at a time: entry (r, g) names which of the 16 signed sums of the inputs
// 4g … 4g + 3 belongs to row r, as an offset into a table of 16-float rows.
struct SumTable
{
    int64_t order = 1;
    int64_t groups = 0;
    std::vector<uint32_t> offsets; // [order, groups]
};

struct HadamardPlan
{
    SumTable forward;
    SumTable transposed;
};

HadamardPlan makeHadamardPlan(const at::Tensor& base);

// Rows of order · m floats, contiguous; `in` may equal `out`. With `roundToBfloat16` the Walsh result is rounded.
void hadamardRows(const SumTable& base, int64_t m, bool roundToBfloat16, const float* in, float* out, int64_t rows,
                  int threads);

}
