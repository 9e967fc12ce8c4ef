// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

#include "numeric/formats.h"

namespace quantscope {

// Integer codes a format uses: [low, high].
struct CodeRange
{
    int low = 0;
    int high = 0;
};

CodeRange codeRange(int bits, bool symmetric);
// One byte holds every code: signed for symmetric grids, unsigned for others.
at::ScalarType codeType(bool symmetric);

struct WeightGrid
{
    at::Tensor scale, zero; // [rows, 1] float32; one single 0 with 16 bits
    at::Tensor clipStep; // int32 [rows] ([1] when not per channel), with clipSearch only
};

struct QuantizedWeight
{
    int bits = 16;
    bool symmetric = true;
    at::Tensor codes; // codeType() [out, in]; undefined with 16 bits
    at::Tensor scale, zero; // float32 [out, groups]
    at::Tensor groupOf; // int64 [in], the group of each column; undefined with one group
    at::ScalarType type = at::kFloat; // of the weight
    at::Tensor dequantized; // [out, in], of that type; undefined where only the codes are kept
};

// Scale and zero of every row of w [rows, cols], any floating dtype; computed in float32. The range always includes 0;
// symmetric scale = max|w| / (2^(b-1) - 1), asymmetric scale = (max - min) / (2^b - 1) and zero = round(-min / scale).
// With clipSearch both ends are shrunk in steps of 1 / clipGrid and the step with the smallest Σ|error|^clipNorm wins,
// the earliest on ties. groupSize is ignored here. As in the MQuant reference. Throws Error for other bit widths.
WeightGrid findWeightGrid(const at::Tensor& w, const WeightFormat& format);

// scale · (code - zero) in the weight's type; equal to `dequantized` bit by bit.
at::Tensor dequantize(const QuantizedWeight& weight);

// Plain rounding of w [out, in]; one grid per `groupSize` columns (the last group may be shorter).
QuantizedWeight roundToNearest(const at::Tensor& w, const WeightFormat& format);

// Codes and values of w for grids [rows, groups] found before; groupOf may be undefined.
QuantizedWeight roundWithGrid(const at::Tensor& w, const WeightFormat& format, const WeightGrid& grid,
                              const at::Tensor& groupOf = {});

// Throws Error unless bits are 2 … 8 or 16 and the search parameters make sense.
void checkWeightFormat(const WeightFormat& format);

}
