// SPDX-License-Identifier: GPL-3.0-or-later
// Fake quantization of activations, dynamic and static, as the MQuant reference does it.
//
//   dynamic, symmetric   scale = max|x| / (2^(b-1) - 1),  code = clamp(round(x / scale))
//   dynamic, asymmetric  scale = (max - min) / (2^b - 1), zero = round(-min / scale), code = clamp(round(x / scale) +
//   zero) static               code = clamp(round(x / scale + zero)),  value = (code - zero) · scale
//
// The reference has quirks that move results, kept here: only per-token grids are float32 for bfloat16 input (its zero
// vector promotes them); per-tensor asymmetric replaces a single end that is 0; groups do not include 0.
// Changed: what makes the reference fail or return NaN gives the obvious result, and nothing is written into x.
//
// Per-token and static quantization on the CPU are one fused pass in numeric/activationkernel.cpp; the other cases and
// other devices are tensor operations.
#include "numeric/activationquantizer.h"

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/maximum.h>
#include <ATen/ops/round.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros_like.h>
#include <fmt/core.h>

#include "base/error.h"
#include "numeric/activationkernel.h"
#include "numeric/weightquantizer.h"

namespace quantscope {
namespace {

void checkActivation(const at::Tensor& x, const ActivationFormat& format)
{
    if (format.bits < 2 || format.bits > 8)
        throw Error(fmt::format("activation format: bits must be 2 to 8, or 16 for none, not {}", format.bits));
    if (x.dim() == 0 || x.numel() == 0)
        throw Error("activation grid: the tensor is empty");
    if (format.granularity != ActivationGranularity::Group)
        return;
    if (format.groupSize < 1 || x.size(-1) % format.groupSize != 0)
        throw Error(fmt::format("activation format: groups of {} do not divide the last axis of {}", format.groupSize,
                                x.size(-1)));
}

// Ranges of zeros, and such that are too small for a step, get steps of 1.
at::Tensor stepOf(const at::Tensor& range, int maxq)
{
    const at::Tensor scale = range / maxq;
    return scale.masked_fill(scale == 0, 1);
}

ActivationGrid asymmetric(const at::Tensor& min, const at::Tensor& max, int maxq)
{
    const at::Tensor scale = stepOf(max - min, maxq);
    return {scale, at::round(-min / scale)};
}

ActivationGrid symmetric(const at::Tensor& min, const at::Tensor& max, int maxq)
{
    const at::Tensor scale = stepOf(at::maximum(min.abs(), max), maxq);
    return {scale, at::zeros_like(scale)};
}

ActivationGrid tokenGrid(const at::Tensor& x, const ActivationFormat& format, int maxq)
{
    const at::Tensor values = x.to(at::kFloat);
    const at::Tensor min = values.amin({-1}, true).clamp_max(0) * format.clipRatio;
    const at::Tensor max = values.amax({-1}, true).clamp_min(0) * format.clipRatio;
    if (format.symmetric)
        return symmetric(min, max, maxq);
    const at::Tensor empty = (min == 0).logical_and(max == 0);
    return asymmetric(min.masked_fill(empty, -1), max.masked_fill(empty, 1), maxq);
}

ActivationGrid tensorGrid(const at::Tensor& x, const ActivationFormat& format, int maxq)
{
    at::Tensor min = x.min().clamp_max(0) * format.clipRatio;
    at::Tensor max = x.max().clamp_min(0) * format.clipRatio;
    if (format.symmetric)
        return symmetric(min, max, maxq);
    return asymmetric(min.masked_fill(min == 0, -1), max.masked_fill(max == 0, 1), maxq);
}

ActivationGrid groupGrid(const at::Tensor& x, const ActivationFormat& format, int maxq)
{
    const at::Tensor groups = x.unflatten(-1, {x.size(-1) / format.groupSize, format.groupSize});
    const at::Tensor min = groups.amin({-1}) * format.clipRatio;
    const at::Tensor max = groups.amax({-1}) * format.clipRatio;
    if (format.symmetric)
        return symmetric(min, max, maxq);
    const at::Tensor empty = (min == 0).logical_and(max == 0);
    ActivationGrid grid = asymmetric(min.masked_fill(empty, -1), max.masked_fill(empty, 1), maxq);
    // A constant group v: code 1 on scale v, or code 0 with zero 1 on scale -v, is v exactly.
    const at::Tensor constant = (min == max).logical_and(empty.logical_not());
    grid.scale = at::where(constant, min.abs(), grid.scale);
    grid.zero = at::where(constant, (min < 0).to(grid.zero.scalar_type()), grid.zero);
    return grid;
}

// Codes as floats in the arithmetic of the grid, with the grid spread to the shape of x.
struct Codes
{
    at::Tensor codes, scale, zero;
};

Codes dynamicCodes(const at::Tensor& x, const ActivationFormat& format)
{
    ActivationGrid grid = findActivationGrid(x, format);
    if (format.granularity == ActivationGranularity::Group) {
        grid.scale = grid.scale.repeat_interleave(format.groupSize, -1);
        grid.zero = grid.zero.repeat_interleave(format.groupSize, -1);
    }
    const CodeRange range = codeRange(format.bits, format.symmetric);
    return {(at::round(x / grid.scale) + grid.zero).clamp(range.low, range.high), grid.scale, grid.zero};
}

}

ActivationGrid findActivationGrid(const at::Tensor& x, const ActivationFormat& format)
{
    checkActivation(x, format);
    const int maxq = codeRange(format.bits, format.symmetric).high;
    switch (format.granularity) {
    case ActivationGranularity::Token: return tokenGrid(x, format, maxq);
    case ActivationGranularity::Group: return groupGrid(x, format, maxq);
    case ActivationGranularity::Tensor: break;
    }
    return tensorGrid(x, format, maxq);
}

at::Tensor fakeQuantizeDynamic(const at::Tensor& x, const ActivationFormat& format)
{
    if (format.bits == 16)
        return x;
    checkActivation(x, format);
    if (format.granularity == ActivationGranularity::Token && x.device().is_cpu() && x.scalar_type() != at::kDouble) {
        const at::Tensor in = x.to(at::kFloat).contiguous();
        at::Tensor out = at::empty_like(in);
        const int64_t cols = x.size(-1);
        quantizeRowsDynamic(in.data_ptr<float>(), out.data_ptr<float>(), in.numel() / cols, cols, format,
                            at::get_num_threads());
        return out.to(x.scalar_type());
    }
    const Codes found = dynamicCodes(x, format);
    return (found.scale * (found.codes - found.zero)).to(x.scalar_type());
}

at::Tensor fakeQuantizeStatic(const at::Tensor& x, const StaticGrid& grid)
{
    if (!x.device().is_cpu()) {
        const at::Tensor codes = (x.to(at::kFloat) / grid.scale).add_(grid.zero).round_().clamp_(grid.qmin, grid.qmax);
        return codes.sub_(grid.zero).mul_(grid.scale).to(x.scalar_type());
    }
    const at::Tensor in = x.to(at::kFloat).contiguous();
    at::Tensor out = at::empty_like(in);
    quantizeStatic(in.data_ptr<float>(), out.data_ptr<float>(), in.numel(), grid, at::get_num_threads());
    return out.to(x.scalar_type());
}

at::Tensor fakeQuantizeStatic(const at::Tensor& x, const ChannelGrid& grid)
{
    const at::Tensor codes = (x.to(at::kFloat) / grid.scale + grid.zero).round().clamp(grid.qmin, grid.qmax);
    return ((codes - grid.zero) * grid.scale).to(x.scalar_type());
}

void fakeQuantizeStaticInPlace(at::Tensor& x, const StaticGrid& grid)
{
    if (x.device().is_cpu() && x.scalar_type() == at::kFloat && x.is_contiguous())
        quantizeStatic(x.data_ptr<float>(), x.data_ptr<float>(), x.numel(), grid, at::get_num_threads());
    else
        x.copy_(fakeQuantizeStatic(x, grid));
}

at::Tensor activationCodes(const at::Tensor& x, const ActivationFormat& format)
{
    return dynamicCodes(x, format).codes.to(at::kInt);
}

at::Tensor activationCodes(const at::Tensor& x, const StaticGrid& grid)
{
    return (x.to(at::kFloat) / grid.scale + grid.zero).round().clamp(grid.qmin, grid.qmax).to(at::kInt);
}

at::Tensor activationCodes(const at::Tensor& x, const ChannelGrid& grid)
{
    return (x.to(at::kFloat) / grid.scale + grid.zero).round().clamp(grid.qmin, grid.qmax).to(at::kInt);
}

}
