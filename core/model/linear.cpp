// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/linear.h"

#include <algorithm>
#include <vector>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/addmm.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/mm.h>

#include "base/parallel.h"
#include "numeric/hessian.h"

namespace quantscope {
namespace {

// Wider layers, such as the head of a real vocabulary, are computed in parts: the dense weight of a part is made on the
// fly.
constexpr int64_t outputsAtOnce = 1 << 14;

int64_t outputs(const Linear& linear)
{
    return linear.weight.defined() ? linear.weight.size(0) : linear.quantized->codes.size(0);
}

// A weight without the split column, completed by that column, [out, 1].
at::Tensor withRms(const Linear& linear, const at::Tensor& rest, const at::Tensor& column)
{
    const int64_t c = linear.rmsChannel;
    if (c < 0)
        return rest;
    return at::cat({rest.narrow(1, 0, c), column.to(rest.scalar_type()), rest.narrow(1, c, rest.size(1) - c)}, 1);
}

QuantizedWeight rowsOf(QuantizedWeight weight, int64_t from, int64_t count)
{
    for (at::Tensor* part : {&weight.codes, &weight.scale, &weight.zero})
        *part = part->narrow(0, from, count);
    return weight;
}

// Outputs that one thread computes at a time where several share a product (see SplitThreads). A few rows go by
// outputsAtOnce with any number of threads: other parts would have other kernels and other bits.
constexpr int64_t outputsInPart = 960, fewRows = 32;
constexpr int64_t leastShared = 1 << 22; // multiplications; less is sooner done than shared

at::Tensor product(const Linear& linear, const at::Tensor& rows)
{
    const auto type = rows.scalar_type();
    const auto bias = linear.bias.defined() ? linear.bias.to(type) : at::Tensor();
    const auto flat = rows.reshape({-1, rows.size(-1)});
    const int64_t out = outputs(linear), count = flat.size(0);
    auto shape = rows.sizes().vec();
    shape.back() = out;
    const int threads = flat.is_cpu() && count * flat.size(1) * out >= leastShared ? splitThreads() : 1;
    const bool splits = threads > 1 && count > fewRows;
    if (!splits && (out <= outputsAtOnce || !flat.is_cpu())) {
        const auto weight = denseWeight(linear, type).t();
        return (bias.defined() ? at::addmm(bias, flat, weight) : at::mm(flat, weight)).view(shape);
    }
    // Weights that are made on the fly are made once.
    const bool isDense = linear.weight.defined() && linear.weight.scalar_type() == type;
    const auto across = rowParts(out, splits ? outputsInPart : outputsAtOnce);
    const auto down = splits && isDense ? rowParts(count) : std::vector<RowPart>{{0, count}};
    auto y = at::empty({count, out}, flat.options());
    parallelFor(static_cast<int64_t>(across.size() * down.size()), threads, [&](int64_t i) {
        const auto& column = across[static_cast<size_t>(i) / down.size()];
        const auto& row = down[static_cast<size_t>(i) % down.size()];
        const auto weight = denseWeight(linear, type, column.from, column.count).t();
        const auto x = flat.narrow(0, row.from, row.count);
        auto target = y.narrow(0, row.from, row.count).narrow(1, column.from, column.count);
        if (bias.defined())
            at::addmm_out(target, bias.narrow(0, column.from, column.count), x, weight);
        else
            at::mm_out(target, x, weight);
    });
    return y.view(shape);
}

// Each run of rows with its modality's grid; a run is a slice, so that nothing is gathered.
at::Tensor quantizedByModality(const InputQuantizer& quantizer, const at::Tensor& x, RowRuns image)
{
    auto y = x.clone(at::MemoryFormat::Contiguous);
    const auto round = [&](RowRuns runs, const StaticGrid& grid) {
        for (const auto& run : runs) {
            auto part = y.narrow(0, run.from, run.count);
            fakeQuantizeStaticInPlace(part, grid);
        }
    };
    round(image, *quantizer.imageGrid);
    round(textRuns(image, x.size(0)), quantizer.grid);
    return y;
}

at::Tensor quantized(const InputQuantizer& quantizer, const at::Tensor& x, RowRuns image)
{
    if (quantizer.mode == ActivationMode::Float)
        return x;
    if (quantizer.mode == ActivationMode::Dynamic)
        return fakeQuantizeDynamic(x, quantizer.format);
    return quantizer.imageGrid && !image.empty() ? quantizedByModality(quantizer, x, image)
                                                 : fakeQuantizeStatic(x, quantizer.grid);
}

at::Tensor quantizedColumn(const at::Tensor& column, int bits)
{
    WeightFormat format;
    format.bits = bits;
    format.perChannel = false;
    return roundToNearest(column, format).dequantized;
}

}

at::Tensor denseWeight(const Linear& linear, at::ScalarType type, int64_t from, int64_t count)
{
    if (count < 0)
        count = outputs(linear) - from;
    if (linear.weight.defined())
        return linear.weight.narrow(0, from, count).to(type);
    const auto rest = dequantize(rowsOf(*linear.quantized, from, count));
    const auto column = linear.rmsColumn.defined() ? linear.rmsColumn.narrow(0, from, count) : at::Tensor();
    return withRms(linear, rest, column).to(type);
}

void installQuantized(Linear& linear, QuantizedWeight weight, bool codesOnly)
{
    const int64_t c = linear.rmsChannel;
    auto column = c >= 0 ? linear.weight.narrow(1, c, 1).to(weight.type) : at::Tensor();
    if (c >= 0 && linear.rmsBits < 16)
        column = quantizedColumn(column, linear.rmsBits);
    codesOnly = codesOnly && weight.codes.defined();
    if (codesOnly) {
        linear.rmsColumn = column.defined() ? column.clone() : column;
        linear.weight = at::Tensor();
    } else {
        linear.weight = withRms(linear, weight.dequantized.defined() ? weight.dequantized : dequantize(weight), column);
    }
    if (weight.codes.defined())
        weight.dequantized = at::Tensor();
    linear.quantized = std::move(weight);
}

at::Tensor transformedInput(const Linear& linear, const at::Tensor& x)
{
    if (!linear.online)
        return x;
    const auto signedInput = linear.onlineSigns.defined() ? x * linear.onlineSigns : x;
    return hadamardTransform(*linear.online, signedInput, false, !linear.onlineInFloat32);
}

at::Tensor matmulInput(const Linear& linear, const at::Tensor& transformed)
{
    if (linear.patchKernel == 0)
        return transformed;
    const int64_t k = linear.patchKernel;
    return patchRows(transformed, k, k, k, k, 0, 0, 1, 1);
}

at::Tensor quantizedInput(const Linear& linear, const at::Tensor& transformed, RowRuns image)
{
    if (linear.input.mode == ActivationMode::Float)
        return transformed;
    if (linear.rmsChannel < 0)
        return quantized(linear.input, transformed, image);
    // With the split channel at zero, no range that includes zero depends on it.
    auto rest = transformed.clone();
    rest.select(-1, linear.rmsChannel).zero_();
    rest = quantized(linear.input, rest, image);
    rest.narrow(-1, linear.rmsChannel, 1).copy_(quantized(linear.rmsInput, rmsChannelOnly(linear, transformed), image));
    return rest;
}

at::Tensor rmsChannelOnly(const Linear& linear, const at::Tensor& rows)
{
    return linear.rmsChannel < 0 ? at::Tensor() : rows.narrow(-1, linear.rmsChannel, 1);
}

at::Tensor applyLinear(const Linear& linear, const at::Tensor& x, RowRuns image)
{
    const auto transformed = transformedInput(linear, x);
    // Groups run along the patch; one group of an image row would mix patches and need not divide the width.
    const bool grouped =
        linear.input.mode == ActivationMode::Dynamic && linear.input.format.granularity == ActivationGranularity::Group;
    if (linear.patchKernel > 0 && grouped)
        return product(linear, quantizedInput(linear, matmulInput(linear, transformed)));
    return product(linear, matmulInput(linear, quantizedInput(linear, transformed, image)));
}

at::Tensor applyTransformed(const Linear& linear, const at::Tensor& transformed)
{
    return product(linear, matmulInput(linear, transformed));
}

at::Tensor withoutRms(const Linear& linear, const at::Tensor& matrix)
{
    const int64_t c = linear.rmsChannel;
    if (c < 0)
        return matrix;
    const int64_t last = matrix.dim() - 1;
    return at::cat({matrix.narrow(last, 0, c), matrix.narrow(last, c + 1, matrix.size(last) - c - 1)}, last);
}

}
