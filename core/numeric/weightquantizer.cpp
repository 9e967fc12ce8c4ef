// SPDX-License-Identifier: GPL-3.0-or-later
// Weight grids and round to nearest, as the published MQuant code does them (per output channel, arXiv 2502.00425;
// the clip search goes back to GPTQ and QuaRot).
//
//   symmetric   scale = max(|min|, |max|, 1e-5) / (2^(b-1) - 1),  code = clamp(round(w / scale), -2^(b-1), 2^(b-1) - 1)
//   asymmetric  scale = max(max - min, 1e-5) / (2^b - 1),  zero = round(-min / scale),
//               code = clamp(round(w / scale) + zero, 0, 2^b - 1)
//   search      p = 1 - i / grid, both ends times p, no floor; least Σ |dequantized - w|^norm, the earliest step on
//   ties
//
// Everything is float32 whatever the weight's dtype; the values are cast back at the end.
//
// CPU: numeric/weightkernel.cpp, rows spread over at::get_num_threads() threads. Other devices: the same formulas as
// tensor operations over all rows at once. Changed: groups along the input axis are also available without GPTQ.
#include "numeric/weightquantizer.h"

#include <algorithm>
#include <limits>

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/full_like.h>
#include <ATen/ops/maximum.h>
#include <ATen/ops/round.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>
#include <fmt/core.h>

#include "base/error.h"
#include "base/parallel.h"
#include "numeric/weightkernel.h"

namespace quantscope {
namespace {

constexpr int64_t valuesAtOnce = 16384;

struct TensorGrid
{
    at::Tensor scale, zero; // [rows]
};

TensorGrid asymmetricGrid(const at::Tensor& min, const at::Tensor& max, int maxq, double floor)
{
    const at::Tensor scale = (max - min).clamp_min(floor) / maxq;
    return {scale, at::round(-min / scale)};
}

at::Tensor levels(const at::Tensor& w, const at::Tensor& scale, const at::Tensor& zero, const CodeRange& range)
{
    return (at::round(w / scale) + zero).clamp(range.low, range.high);
}

void searchByTensors(const at::Tensor& w, const WeightFormat& format, const at::Tensor& min, const at::Tensor& max,
                     TensorGrid& grid, at::Tensor& bestStep)
{
    const CodeRange range = codeRange(format.bits, format.symmetric);
    at::Tensor least = at::full_like(max, std::numeric_limits<float>::infinity());
    const int steps = static_cast<int>(format.clipMaxShrink * format.clipGrid);
    for (int step = 0; step < steps; ++step) {
        const double p = 1 - static_cast<double>(step) / format.clipGrid;
        TensorGrid tried;
        if (format.symmetric)
            tried = {max * p / range.high, at::zeros_like(max)};
        else
            tried = asymmetricGrid(min * p, max * p, range.high, 0);
        const at::Tensor scale = tried.scale.unsqueeze(1), zero = tried.zero.unsqueeze(1);
        const at::Tensor error = (scale * (levels(w, scale, zero, range) - zero) - w).abs().pow(format.clipNorm).sum(1);
        const at::Tensor better = error < least;
        least = at::where(better, error, least);
        grid.scale = at::where(better, tried.scale, grid.scale);
        grid.zero = at::where(better, tried.zero, grid.zero);
        bestStep = bestStep.masked_fill(better, step);
    }
}

WeightGrid gridByTensors(const at::Tensor& w, const WeightFormat& format)
{
    const int maxq = codeRange(format.bits, format.symmetric).high;
    at::Tensor min = w.amin(1).clamp_max(0);
    at::Tensor max = w.amax(1).clamp_min(0);
    TensorGrid grid;
    if (format.symmetric) {
        max = at::maximum(min.abs(), max).clamp_min(1e-5);
        grid = {max / maxq, at::zeros_like(max)};
    } else {
        const at::Tensor empty = (min == 0).logical_and(max == 0);
        min = min.masked_fill(empty, -1);
        max = max.masked_fill(empty, 1);
        grid = asymmetricGrid(min, max, maxq, 1e-5);
    }
    at::Tensor step = at::zeros_like(max, at::kInt);
    if (format.clipSearch)
        searchByTensors(w, format, min, max, grid, step);
    return {grid.scale.unsqueeze(1), grid.zero.unsqueeze(1), step};
}

WeightGrid gridByKernel(const at::Tensor& w, const WeightFormat& format)
{
    const int64_t rows = w.size(0), cols = w.size(1);
    const int64_t taken = format.perChannel ? rows : 1;
    WeightGrid grid{at::empty({taken, 1}, at::kFloat), at::empty({taken, 1}, at::kFloat), at::empty({taken}, at::kInt)};
    const float* data = w.data_ptr<float>();
    float* scale = grid.scale.data_ptr<float>();
    float* zero = grid.zero.data_ptr<float>();
    int* step = grid.clipStep.data_ptr<int>();
    const int64_t chunk = std::max<int64_t>(1, valuesAtOnce / std::max<int64_t>(1, cols));
    const auto task = [&](int64_t index) {
        for (int64_t row = index * chunk; row < std::min(taken, (index + 1) * chunk); ++row) {
            const RowGrid found =
                findRowGrid(data + row * w.stride(0), format.perChannel ? 1 : rows, cols, w.stride(0), format);
            scale[row] = found.scale;
            zero[row] = found.zero;
            step[row] = found.step;
        }
    };
    const bool small = w.numel() * (format.clipSearch ? 64 : 1) < 1000000;
    parallelFor((taken + chunk - 1) / chunk, small ? 1 : at::get_num_threads(), task);
    return grid;
}

at::Tensor groupNumbers(int64_t columns, int64_t groupSize, const at::Device& device)
{
    return at::arange(columns, at::TensorOptions(at::kLong).device(device)).div(groupSize, "floor");
}

// The kernel writes its codes into int16 [out, in].
void roundByKernel(const at::Tensor& w, const at::Tensor& groupOf, at::Tensor& wideCodes, QuantizedWeight& result)
{
    const CodeRange range = codeRange(result.bits, result.symmetric);
    const int64_t rows = w.size(0), cols = w.size(1), groups = result.scale.size(1);
    const float* data = w.data_ptr<float>();
    const float* scale = result.scale.data_ptr<float>();
    const float* zero = result.zero.data_ptr<float>();
    const int64_t* group = groupOf.defined() ? groupOf.data_ptr<int64_t>() : nullptr;
    auto* codes = wideCodes.data_ptr<int16_t>();
    float* values = result.dequantized.data_ptr<float>();
    const int64_t chunk = std::max<int64_t>(1, 65536 / std::max<int64_t>(1, cols));
    const auto task = [&](int64_t index) {
        for (int64_t row = index * chunk; row < std::min(rows, (index + 1) * chunk); ++row) {
            for (int64_t start = 0, end = 0; start < cols; start = end) {
                const int64_t g = group ? group[start] : 0;
                end = start + 1;
                while (end < cols && (!group || group[end] == g))
                    ++end;
                const int64_t at = row * cols + start;
                quantizeRun(data + at, end - start, scale[row * groups + g], zero[row * groups + g], range, codes + at,
                            values + at);
            }
        }
    };
    parallelFor((rows + chunk - 1) / chunk, w.numel() < 1000000 ? 1 : at::get_num_threads(), task);
}

// [out, groups] spread to [out, in]; [out, 1] stays as it is.
at::Tensor perColumn(const at::Tensor& values, const at::Tensor& groupOf)
{
    return groupOf.defined() ? values.index_select(1, groupOf) : values;
}

}

CodeRange codeRange(int bits, bool symmetric)
{
    const int half = 1 << (bits - 1);
    return symmetric ? CodeRange{-half, half - 1} : CodeRange{0, 2 * half - 1};
}

at::ScalarType codeType(bool symmetric)
{
    return symmetric ? at::kChar : at::kByte;
}

void checkWeightFormat(const WeightFormat& format)
{
    if (format.bits != 16 && (format.bits < 2 || format.bits > 8))
        throw Error(fmt::format("weight format: bits must be 2 to 8, or 16 for none, not {}", format.bits));
    if (format.groupSize == 0 || format.groupSize < -1)
        throw Error("weight format: the group size must be positive, or -1 for the whole row");
    if (format.clipSearch &&
        (format.clipGrid < 1 || format.clipMaxShrink <= 0 || format.clipMaxShrink > 1 ||
         static_cast<int>(format.clipMaxShrink * format.clipGrid) < 1 || format.clipNorm <= 0))
        throw Error("weight format: the clip search needs a positive grid, norm and shrink of at most 1");
}

WeightGrid findWeightGrid(const at::Tensor& w, const WeightFormat& format)
{
    checkWeightFormat(format);
    if (w.dim() != 2 || w.numel() == 0)
        throw Error("weight grid: expected a non-empty matrix [rows, columns]");
    if (format.bits == 16)
        return {at::zeros({1}, w.options().dtype(at::kFloat)), at::zeros({1}, w.options().dtype(at::kFloat)), {}};
    const at::Tensor values = w.to(at::kFloat);
    WeightGrid grid;
    if (values.device().is_cpu())
        grid = gridByKernel(values.stride(1) == 1 ? values : values.contiguous(), format);
    else
        grid = gridByTensors(format.perChannel ? values : values.reshape({1, -1}), format);
    if (!format.perChannel) {
        grid.scale = grid.scale.repeat({w.size(0), 1});
        grid.zero = grid.zero.repeat({w.size(0), 1});
    }
    if (!format.clipSearch)
        grid.clipStep = at::Tensor();
    return grid;
}

at::Tensor dequantize(const QuantizedWeight& weight)
{
    if (!weight.codes.defined())
        return weight.dequantized;
    const at::Tensor scale = perColumn(weight.scale, weight.groupOf);
    const at::Tensor zero = perColumn(weight.zero, weight.groupOf);
    return weight.codes.to(at::kFloat).sub_(zero).mul_(scale).to(weight.type);
}

QuantizedWeight roundWithGrid(const at::Tensor& w, const WeightFormat& format, const WeightGrid& grid,
                              const at::Tensor& groupOf)
{
    QuantizedWeight result;
    result.bits = format.bits;
    result.symmetric = format.symmetric;
    result.type = w.scalar_type();
    if (format.bits == 16) {
        result.dequantized = w;
        return result;
    }
    const at::Tensor values = w.to(at::kFloat).contiguous();
    result.scale = grid.scale.contiguous();
    result.zero = grid.zero.contiguous();
    result.groupOf = groupOf;
    if (values.device().is_cpu()) {
        auto codes = at::empty(values.sizes(), at::kShort);
        result.dequantized = at::empty_like(values);
        roundByKernel(values, groupOf, codes, result);
        result.codes = codes.to(codeType(format.symmetric));
    } else {
        const CodeRange range = codeRange(format.bits, format.symmetric);
        const at::Tensor scale = perColumn(result.scale, groupOf), zero = perColumn(result.zero, groupOf);
        const at::Tensor codes = levels(values, scale, zero, range);
        result.codes = codes.to(codeType(format.symmetric));
        result.dequantized = scale * (codes - zero);
    }
    result.dequantized = result.dequantized.to(w.scalar_type());
    return result;
}

QuantizedWeight roundToNearest(const at::Tensor& w, const WeightFormat& format)
{
    if (format.bits == 16 || format.groupSize <= 0 || format.groupSize >= w.size(1))
        return roundWithGrid(w, format, findWeightGrid(w, format));
    WeightGrid all;
    std::vector<at::Tensor> scales, zeros;
    for (int64_t start = 0; start < w.size(1); start += format.groupSize) {
        const WeightGrid grid = findWeightGrid(w.slice(1, start, start + format.groupSize), format);
        scales.push_back(grid.scale);
        zeros.push_back(grid.zero);
    }
    all.scale = at::cat(scales, 1);
    all.zero = at::cat(zeros, 1);
    return roundWithGrid(w, format, all, groupNumbers(w.size(1), format.groupSize, w.device()));
}

}
