// SPDX-License-Identifier: GPL-3.0-or-later
// Observers of static activation ranges, after FQ-ViT (arXiv 2111.13824) as MQuant uses and changes them.
//
//   minmax      running min (<= 0) and max (>= 0)
//   percentile  quantiles 0.00001 and 0.99999 of each batch; the first clamped to include 0, later ones mixed in by 1 %
//   ema         min and max of each batch, mixed in by 1 %
//   omse        running min and max (0 not included), then 90 shrink steps of 1 %; least squared error on the last
//   batch
//
// Signed scale: max(|min / qmin|, |max / qmax|), so the negative end is divided by 2^(b-1) (ema: max(-min, max) over
// half the range). Unsigned and omse: (max - min) / (qmax - qmin) with zero = clamp(qmin - round(min / scale)).
//
// The quantile position q (n - 1) is float32, as in PyTorch, up to 2^24 values; beyond, where the reference switches to
// another library, float64. Only the few values beyond the quantile are kept while scanning, nothing is sorted.
// Changed: signed types of 2 to 8 bits exist, and nothing is searched or overwritten while observing.
#include "numeric/observer.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/full.h>
#include <ATen/ops/maximum.h>
#include <ATen/ops/minimum.h>
#include <ATen/ops/round.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/sum.h>
#include <ATen/ops/zeros_like.h>
#include <fmt/core.h>

#include "base/error.h"
#include "numeric/activationkernel.h"
#include "numeric/batchrange.h"
#include "numeric/weightquantizer.h"

namespace quantscope {
namespace {

constexpr double mixing = 0.01;
constexpr double smallestScale = 1.1920928955078125e-07;

constexpr ObserverInfo observerTable[] = {
    {ObserverKind::MinMax, "minmax", "Minimum and maximum", true, true},
    {ObserverKind::Percentile, "percentile", "99.999 % quantiles", false, false},
    {ObserverKind::Ema, "ema", "Moving average of the extremes", false, true},
    {ObserverKind::Omse, "omse", "Least squared error", false, false},
};

struct Extremes
{
    at::Tensor min, max;
};

Extremes extremesOf(const at::Tensor& x, bool channelWise)
{
    if (channelWise) {
        const at::Tensor rows = x.reshape({-1, x.size(-1)});
        return {rows.amin(0), rows.amax(0)};
    }
    if (x.device().is_cpu() && x.scalar_type() == at::kFloat) {
        const at::Tensor values = x.contiguous();
        const FloatRange range = floatRange(values.data_ptr<float>(), values.numel(), at::get_num_threads());
        return {at::full({1}, range.min, at::kFloat), at::full({1}, range.max, at::kFloat)};
    }
    return {x.min().reshape({1}), x.max().reshape({1})};
}

// The `count` largest values (by `before`) of x, in that order.
template <typename Before> std::vector<float> leading(const at::Tensor& x, int64_t count, Before before)
{
    const float* data = x.data_ptr<float>();
    std::vector<float> heap(data, data + count);
    std::make_heap(heap.begin(), heap.end(), before);
    for (int64_t i = count; i < x.numel(); ++i) {
        if (!before(data[i], heap.front()))
            continue;
        std::pop_heap(heap.begin(), heap.end(), before);
        heap.back() = data[i];
        std::push_heap(heap.begin(), heap.end(), before);
    }
    std::sort(heap.begin(), heap.end(), before);
    return heap;
}

// PyTorch's linear interpolation between neighbours.
float interpolate(float a, float b, float weight)
{
    return weight < 0.5f ? a + weight * (b - a) : b - (b - a) * (1 - weight);
}

// Quantile q of a flat float32 tensor by linear interpolation between order statistics.
float orderQuantile(const at::Tensor& x, double q)
{
    const int64_t n = x.numel();
    const auto [below, above, weight] = quantilePlace(q, n);
    if (q < 0.5) {
        const std::vector<float> low = leading(x, above + 1, std::less<>());
        return interpolate(low[below], low[above], weight);
    }
    const std::vector<float> high = leading(x, n - below, std::greater<>());
    return interpolate(high[n - 1 - below], high[n - 1 - above], weight);
}

Extremes quantilesOf(const at::Tensor& x)
{
    if (!x.device().is_cpu()) {
        const at::Tensor range = rowRanges(x.reshape({1, -1}));
        return {range.select(1, 2), range.select(1, 3)};
    }
    const at::Tensor values = x.to(at::kFloat).cpu().flatten().contiguous();
    const auto options = at::TensorOptions(at::kFloat).device(x.device());
    return {at::full({1}, orderQuantile(values, 1 - observerQuantile), options),
            at::full({1}, orderQuantile(values, observerQuantile), options)};
}

// Σ (quantized - x)² for every grid; a GPU is waited for once.
std::vector<double> squaredErrors(const at::Tensor& x, const std::vector<StaticGrid>& grids)
{
    std::vector<double> sums;
    if (x.device().is_cpu()) {
        const at::Tensor values = x.contiguous();
        for (const StaticGrid& grid : grids)
            sums.push_back(staticErrorSum(values.data_ptr<float>(), values.numel(), grid, at::get_num_threads()));
        return sums;
    }
    std::vector<at::Tensor> waiting;
    for (const StaticGrid& grid : grids)
        waiting.push_back(at::sum((fakeQuantizeStatic(x, grid) - x).square_(), at::kDouble));
    const at::Tensor all = at::stack(waiting).cpu();
    sums.assign(all.data_ptr<double>(), all.data_ptr<double>() + all.numel());
    return sums;
}

at::Tensor mixed(const at::Tensor& old, const at::Tensor& fresh)
{
    return old + mixing * (fresh - old);
}

}

std::span<const ObserverInfo> observers()
{
    return observerTable;
}

const ObserverInfo& observerInfo(std::string_view id)
{
    for (const ObserverInfo& info : observerTable) {
        if (info.id == id)
            return info;
    }
    throw Error("unknown observer \"" + std::string(id) + "\"");
}

const ObserverInfo& observerInfo(ObserverKind kind)
{
    return *std::find_if(std::begin(observerTable), std::end(observerTable),
                         [kind](const auto& info) { return info.kind == kind; });
}

BatchRange batchRange(const at::Tensor& x)
{
    if (x.dim() == 0 || x.numel() == 0)
        throw Error("observer: the tensor is empty");
    if (!x.device().is_cpu()) {
        const at::Tensor range = rowRanges(x.reshape({1, -1})).cpu();
        const float* v = range.data_ptr<float>();
        return {v[0], v[1], v[2], v[3]};
    }
    const Extremes ends = extremesOf(x, false), quantiles = quantilesOf(x);
    return {ends.min.item<float>(), ends.max.item<float>(), quantiles.min.item<float>(), quantiles.max.item<float>()};
}

Observer::Observer(ObserverKind kind, int bits, bool symmetric, bool channelWise)
    : m_kind(kind)
    , m_bits(bits)
    , m_symmetric(symmetric)
    , m_channelWise(channelWise)
{
    const ObserverInfo& info = observerInfo(kind);
    if (bits < 2 || bits > 20)
        throw Error(fmt::format("observer: bits must be 2 to 20, not {}", bits));
    if (channelWise && !info.channelWise)
        throw Error("observer \"" + std::string(info.id) + "\" keeps one range per tensor only");
}

void Observer::observe(const at::Tensor& x)
{
    if (x.dim() == 0 || x.numel() == 0)
        throw Error("observer: the tensor is empty");
    if (m_kind == ObserverKind::Omse)
        setLastBatch(x);
    const Extremes now = m_kind == ObserverKind::Percentile ? quantilesOf(x) : extremesOf(x, m_channelWise);
    take(now.min, now.max);
}

void Observer::observe(const BatchRange& range, at::ScalarType dtype)
{
    if (m_channelWise)
        throw Error("observer: a range of the whole tensor says nothing about its channels");
    const bool quantiles = m_kind == ObserverKind::Percentile;
    const auto type = quantiles ? at::kFloat : dtype;
    take(at::full({1}, quantiles ? range.low : range.min, type),
         at::full({1}, quantiles ? range.high : range.max, type));
}

void Observer::setLastBatch(const at::Tensor& x)
{
    m_last = x.to(at::kFloat).clone();
}

void Observer::take(const at::Tensor& low, const at::Tensor& high)
{
    const bool first = empty();
    if (!first && low.sizes() != m_min.sizes())
        throw Error("observer: batches have different numbers of channels");
    switch (m_kind) {
    case ObserverKind::MinMax:
        m_min = at::minimum(first ? at::zeros_like(low) : m_min, low);
        m_max = at::maximum(first ? at::zeros_like(high) : m_max, high);
        break;
    case ObserverKind::Percentile:
        m_min = first ? low.clamp_max(0) : mixed(m_min, low);
        m_max = first ? high.clamp_min(0) : mixed(m_max, high);
        break;
    case ObserverKind::Ema:
        m_min = first ? low : mixed(m_min, low);
        m_max = first ? high : mixed(m_max, high);
        break;
    case ObserverKind::Omse:
        m_min = first ? low : at::minimum(m_min, low);
        m_max = first ? high : at::maximum(m_max, high);
        break;
    }
}

void Observer::merge(const Observer& other)
{
    if (other.m_kind != m_kind || !observerInfo(m_kind).mergeable || other.m_channelWise != m_channelWise)
        throw Error("observer \"" + std::string(observerInfo(m_kind).id) + "\" cannot be merged");
    if (other.empty())
        return;
    m_min = empty() ? other.m_min : at::minimum(m_min, other.m_min);
    m_max = m_max.defined() ? at::maximum(m_max, other.m_max) : other.m_max;
}

bool Observer::empty() const
{
    return !m_min.defined();
}

const at::Tensor& Observer::minimum() const
{
    if (empty())
        throw Error("observer: nothing was observed");
    return m_min;
}

const at::Tensor& Observer::maximum() const
{
    if (empty())
        throw Error("observer: nothing was observed");
    return m_max;
}

float Observer::min() const
{
    return minimum().min().item<float>();
}

float Observer::max() const
{
    return maximum().max().item<float>();
}

StaticGrid Observer::unitGrid() const
{
    const CodeRange range = codeRange(m_bits, m_symmetric);
    StaticGrid grid;
    grid.bits = m_bits;
    grid.symmetric = m_symmetric;
    grid.qmin = range.low;
    grid.qmax = range.high;
    grid.rangeMin = min();
    grid.rangeMax = max();
    return grid;
}

// In the dtype of the range: the reference rounds the scale of bfloat16 ranges.
ChannelGrid Observer::tensorGrid() const
{
    const CodeRange range = codeRange(m_bits, m_symmetric);
    ChannelGrid grid{{}, at::zeros_like(minimum(), at::kFloat), range.low, range.high};
    if (!m_symmetric) {
        grid.scale = ((m_max - m_min) / (range.high - range.low)).clamp_min(smallestScale);
        grid.zero = (range.low - at::round(m_min / grid.scale)).clamp(range.low, range.high).to(at::kFloat);
    } else if (m_kind == ObserverKind::Ema) {
        grid.scale = (at::maximum(-m_min, m_max) / ((range.high - range.low) / 2.0)).clamp_min(smallestScale);
    } else {
        grid.scale = at::maximum((m_min / range.low).abs(), (m_max / range.high).abs()).clamp_min(smallestScale);
    }
    grid.scale = grid.scale.to(at::kFloat);
    return grid;
}

StaticGrid Observer::searchGrid() const
{
    const StaticGrid whole = unitGrid();
    std::vector<StaticGrid> tried;
    for (int step = 0; step < 90; ++step) {
        const auto factor = static_cast<float>(1.0 - step * 0.01);
        StaticGrid grid = whole;
        grid.rangeMin = whole.rangeMin * factor;
        grid.rangeMax = whole.rangeMax * factor;
        grid.scale = std::max((grid.rangeMax - grid.rangeMin) / static_cast<float>(grid.qmax - grid.qmin),
                              static_cast<float>(smallestScale));
        grid.zero = std::clamp(static_cast<float>(grid.qmin) - std::nearbyint(grid.rangeMin / grid.scale),
                               static_cast<float>(grid.qmin), static_cast<float>(grid.qmax));
        tried.push_back(grid);
    }
    StaticGrid best = whole;
    double least = 1e10;
    const std::vector<double> errors = squaredErrors(m_last, tried);
    for (size_t i = 0; i < tried.size(); ++i) {
        const double error = errors[i] / static_cast<double>(m_last.numel());
        if (error < least) {
            least = error;
            best = tried[i];
        }
    }
    return best;
}

StaticGrid Observer::grid() const
{
    if (m_channelWise)
        throw Error("observer: a channel-wise range has no single grid");
    if (m_kind == ObserverKind::Omse)
        return searchGrid();
    const ChannelGrid found = tensorGrid();
    StaticGrid grid = unitGrid();
    grid.scale = found.scale.item<float>();
    grid.zero = found.zero.item<float>();
    return grid;
}

ChannelGrid Observer::channelGrid() const
{
    if (!m_channelWise)
        throw Error("observer: the range is not channel-wise");
    return tensorGrid();
}

}
