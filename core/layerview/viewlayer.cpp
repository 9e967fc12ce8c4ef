// SPDX-License-Identifier: GPL-3.0-or-later
#include "layerview/viewlayer.h"

#include <algorithm>
#include <cmath>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/constant_pad_nd.h>
#include <fmt/core.h>

#include "base/error.h"
#include "numeric/weightquantizer.h"

namespace quantscope {
namespace {

constexpr int64_t heatMapCells = 160;

std::vector<float> toVector(const at::Tensor& x)
{
    const auto flat = x.to(at::kCPU, at::kFloat).contiguous();
    const float* data = flat.data_ptr<float>();
    return {data, data + flat.numel()};
}

Histogram histogramOf(const at::Tensor& x)
{
    HistogramAccumulator sum;
    sum.add(x);
    return sum.histogram();
}

at::Tensor rowsOf(const at::Tensor& weight, int64_t row)
{
    return row < 0 ? weight : weight.narrow(0, row, 1);
}

// Largest value in each of at most heatMapCells × heatMapCells cells.
HeatMap heatMap(const at::Tensor& difference)
{
    HeatMap map;
    map.rows = difference.size(0);
    map.columns = difference.size(1);
    const int64_t tall = (map.rows + heatMapCells - 1) / heatMapCells;
    const int64_t wide = (map.columns + heatMapCells - 1) / heatMapCells;
    map.cellRows = (map.rows + tall - 1) / tall;
    map.cellColumns = (map.columns + wide - 1) / wide;
    auto padded = at::constant_pad_nd(difference.abs().to(at::kFloat),
                                      {0, map.cellColumns * wide - map.columns, 0, map.cellRows * tall - map.rows});
    map.cells = toVector(padded.view({map.cellRows, tall, map.cellColumns, wide}).amax({1, 3}));
    return map;
}

GridView gridOfRow(const QuantizedWeight& weight, int64_t row)
{
    const auto range = codeRange(weight.bits, weight.symmetric);
    GridView view;
    view.scale = weight.scale[row][0].item<double>();
    view.zero = weight.zero.numel() > 1 ? weight.zero[row][0].item<double>() : 0;
    view.low = range.low;
    view.high = range.high;
    view.grids = weight.scale.numel();
    return view;
}

int64_t medianRow(const at::Tensor& scale)
{
    const auto order = scale.select(1, 0).argsort();
    return order[order.size(0) / 2].item<int64_t>();
}

// Share of the weights that lie more than half a step outside their own grid.
double clippedWeights(const QuantizedWeight& quantized, const at::Tensor& weight)
{
    const auto range = codeRange(quantized.bits, quantized.symmetric);
    auto scale = quantized.scale, zero = quantized.zero;
    if (quantized.groupOf.defined()) {
        scale = scale.index_select(1, quantized.groupOf);
        zero = zero.numel() > 1 ? zero.index_select(1, quantized.groupOf) : zero;
    }
    const auto code = weight.to(at::kFloat) / scale + zero;
    const auto outside = code.lt(range.low - 0.5).logical_or(code.gt(range.high + 0.5));
    return outside.to(at::kDouble).mean().item<double>();
}

GridView staticGrid(const StaticGrid& grid)
{
    GridView view;
    view.scale = grid.scale;
    view.zero = grid.zero;
    view.low = grid.qmin;
    view.high = grid.qmax;
    return view;
}

std::optional<GridView> inputGrid(const InputQuantizer& input, const InputProfile& profile)
{
    if (input.mode == ActivationMode::Float)
        return {};
    if (input.mode == ActivationMode::Static)
        return staticGrid(input.grid);
    GridView view;
    const auto range = codeRange(input.format.bits, input.format.symmetric);
    view.perToken = true;
    view.low = range.low;
    view.high = range.high;
    const double ratio = input.format.clipRatio;
    if (input.format.symmetric) {
        view.scale = ratio * std::max(std::abs(profile.min), std::abs(profile.max)) / range.high;
    } else {
        const double low = ratio * std::min(0.0f, profile.min), high = ratio * std::max(0.0f, profile.max);
        view.scale = (high - low) / (range.high - range.low);
        view.zero = view.scale > 0 ? std::round(-low / view.scale) : 0;
    }
    if (!(view.scale > 0))
        view.scale = 1;
    return view;
}

double shareOutside(const GridView& grid, const Histogram& values)
{
    const double half = grid.scale / 2;
    return values.shareOutside(grid.level(grid.low) - half, grid.level(grid.high) + half);
}

double clippedInputs(const GridView& grid, const InputProfile& profile)
{
    const double values = profile.imageValues + profile.textValues;
    if (values <= 0)
        return 0;
    return (shareOutside(grid, profile.image) * profile.imageValues +
            shareOutside(grid, profile.text) * profile.textValues) /
        values;
}

void setGrids(InputView& view, const InputQuantizer& input, const InputProfile& profile)
{
    view.grid = inputGrid(input, profile);
    if (!view.grid)
        return;
    if (input.mode != ActivationMode::Static || !input.imageGrid) {
        view.grid->clippedShare = clippedInputs(*view.grid, profile);
        return;
    }
    view.grid->clippedShare = shareOutside(*view.grid, profile.text);
    view.imageGrid = staticGrid(*input.imageGrid);
    view.imageGrid->clippedShare = shareOutside(*view.imageGrid, profile.image);
}

Histogram both(const InputProfile& profile)
{
    if (profile.text.empty())
        return profile.image;
    if (profile.image.empty())
        return profile.text;
    auto sum = profile.image.high >= profile.text.high ? profile.image : profile.text;
    const auto& other = profile.image.high >= profile.text.high ? profile.text : profile.image;
    const auto n = static_cast<int64_t>(sum.counts.size());
    const double ratio = other.high / sum.high; // a power of two: whole bins fall into one
    for (int64_t i = 0; i < n; ++i) {
        const double middle =
            (static_cast<double>(i) + 0.5 - static_cast<double>(n) / 2) * ratio + static_cast<double>(n) / 2;
        sum.counts[static_cast<size_t>(std::clamp<int64_t>(static_cast<int64_t>(middle), 0, n - 1))] +=
            other.counts[static_cast<size_t>(i)];
    }
    return sum;
}

}

WeightView viewWeight(const Linear& original, const Linear& transformed, const Linear& quantized, int64_t row)
{
    WeightView view;
    const auto before = denseWeight(original, at::kFloat), after = denseWeight(transformed, at::kFloat);
    view.rows = after.size(0);
    view.row = row;
    if (row >= view.rows || row < -1)
        throw Error(fmt::format("output channel {} of {}", row, view.rows));
    view.before = histogramOf(rowsOf(before, row));
    view.after = histogramOf(rowsOf(after, row));
    view.columnMaxBefore = toVector(before.abs().amax(0));
    view.columnMaxAfter = toVector(after.abs().amax(0));
    if (!quantized.quantized || quantized.quantized->bits >= 16)
        return view;
    const auto& codes = *quantized.quantized;
    view.grid = gridOfRow(codes, row < 0 ? medianRow(codes.scale) : row);
    view.grid->clippedShare = clippedWeights(codes, withoutRms(quantized, after));
    view.error = heatMap(denseWeight(quantized, at::kFloat) - after);
    return view;
}

InputView viewInput(const InputProfile& before, const InputProfile& after, const Linear& quantized)
{
    InputView view;
    view.before = both(before);
    view.image = after.image;
    view.text = after.text;
    view.channelMaxBefore = before.channelMax;
    view.channelMaxAfter = after.channelMax;
    setGrids(view, quantized.input, after);
    return view;
}

}
