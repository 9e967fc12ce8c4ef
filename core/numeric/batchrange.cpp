// SPDX-License-Identifier: GPL-3.0-or-later
// Extremes and outer quantiles of long rows as tensor operations, for GPUs.
//
// Quantile 0.99999 of n values needs the k = n / 100000 + 2 largest. They lie in the k blocks of 64 values whose maxima
// are largest: one pass over the data finds the maxima, and selecting among n / 64 and then k · 64 values is cheap.
#include "numeric/batchrange.h"

#include <algorithm>
#include <cmath>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/topk.h>

#include "base/error.h"

namespace quantscope {
namespace {

constexpr int64_t exactFloats = 1 << 24;

// The largest power of two up to 64 that divides n.
int64_t blockLength(int64_t n)
{
    int64_t length = 1;
    while (length < 64 && n % (2 * length) == 0)
        length *= 2;
    return length;
}

// The `count` largest (or smallest) values of every row, the outermost first.
at::Tensor outermost(const at::Tensor& x, int64_t count, bool largest)
{
    const int64_t length = blockLength(x.size(1)), blocks = x.size(1) / length;
    if (length == 1 || count * 4 > blocks)
        return std::get<0>(at::topk(x, count, 1, largest, true));
    const at::Tensor parts = x.reshape({x.size(0), blocks, length});
    const at::Tensor ends = largest ? parts.amax(2) : parts.amin(2);
    const at::Tensor chosen = std::get<1>(at::topk(ends, count, 1, largest, false));
    const at::Tensor index = chosen.unsqueeze(2).expand({x.size(0), count, length});
    return std::get<0>(at::topk(parts.gather(1, index).flatten(1), count, 1, largest, true));
}

at::Tensor between(const at::Tensor& a, const at::Tensor& b, float weight)
{
    return weight < 0.5f ? a + weight * (b - a) : b - (b - a) * (1 - weight);
}

}

QuantilePlace quantilePlace(double q, int64_t n)
{
    double position = q * static_cast<double>(n - 1);
    if (n <= exactFloats)
        position = static_cast<double>(static_cast<float>(q) * static_cast<float>(n - 1));
    QuantilePlace place;
    place.below = std::clamp<int64_t>(static_cast<int64_t>(std::floor(position)), 0, n - 1);
    place.above = std::min(n - 1, static_cast<int64_t>(std::ceil(position)));
    place.weight = static_cast<float>(position - std::floor(position));
    return place;
}

at::Tensor rowRanges(const at::Tensor& x)
{
    if (x.dim() != 2 || x.numel() == 0)
        throw Error("observer: the tensor is empty");
    const int64_t n = x.size(1);
    const QuantilePlace low = quantilePlace(1 - observerQuantile, n), high = quantilePlace(observerQuantile, n);
    const at::Tensor least = outermost(x, low.above + 1, false).to(at::kFloat);
    const at::Tensor most = outermost(x, n - high.below, true).to(at::kFloat);
    return at::stack({least.select(1, 0), most.select(1, 0),
                      between(least.select(1, low.below), least.select(1, low.above), low.weight),
                      between(most.select(1, n - 1 - high.below), most.select(1, n - 1 - high.above), high.weight)},
                     1);
}

}
