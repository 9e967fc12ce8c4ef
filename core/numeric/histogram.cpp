// SPDX-License-Identifier: GPL-3.0-or-later
#include "numeric/histogram.h"

#include <algorithm>
#include <cmath>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/histc.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros.h>

#include "base/error.h"

namespace quantscope {
namespace {

constexpr double smallestReach = 0x1p-40;

double reachFor(double limit)
{
    double reach = smallestReach;
    while (reach < limit)
        reach *= 2;
    return reach;
}

// Bins of twice the reach: the middle half keeps the old counts in pairs.
void doubleReach(Histogram& h)
{
    const size_t n = h.counts.size();
    std::vector<double> wider(n, 0.0);
    for (size_t i = 0; i < n; ++i)
        wider[n / 4 + i / 2] += h.counts[i];
    h.counts = std::move(wider);
    h.low *= 2;
    h.high *= 2;
}

// Throws Error when a value is not finite.
std::pair<float, float> finiteExtremes(const at::Tensor& flat)
{
    float low = 0, high = 0;
    bool finite = true;
    if (flat.is_cpu()) {
        const float* data = flat.data_ptr<float>();
        low = high = data[0];
        for (int64_t i = 0; i < flat.numel(); ++i) {
            low = std::min(low, data[i]);
            high = std::max(high, data[i]);
            finite = finite && std::isfinite(data[i]);
        }
    } else {
        // Both carry on what is not a number.
        const auto ends = at::stack({flat.min(), flat.max()}).cpu();
        low = ends.data_ptr<float>()[0];
        high = ends.data_ptr<float>()[1];
        finite = std::isfinite(low) && std::isfinite(high);
    }
    if (!finite)
        throw Error("histogram: the values are not all finite");
    return {low, high};
}

void countByLoop(const at::Tensor& flat, Histogram& h)
{
    const float* data = flat.data_ptr<float>();
    const auto last = static_cast<int64_t>(h.counts.size()) - 1;
    const double inverse = 1 / h.binWidth();
    std::vector<int64_t> counts(h.counts.size(), 0);
    for (int64_t i = 0; i < flat.numel(); ++i) {
        const auto bin = static_cast<int64_t>((data[i] - h.low) * inverse);
        ++counts[static_cast<size_t>(std::clamp<int64_t>(bin, 0, last))];
    }
    for (size_t i = 0; i < counts.size(); ++i)
        h.counts[i] += static_cast<double>(counts[i]);
}

// Pieces so short that a float32 count stays exact.
void countByTensors(const at::Tensor& flat, Histogram& h)
{
    const auto bins = static_cast<int64_t>(h.counts.size());
    auto sum = at::zeros({bins}, flat.options().dtype(at::kDouble));
    for (const auto& piece : flat.split(1 << 24))
        sum += at::histc(piece, bins, h.low, h.high);
    const auto counts = sum.cpu();
    for (int64_t i = 0; i < bins; ++i)
        h.counts[static_cast<size_t>(i)] += counts.data_ptr<double>()[i];
}

}

double Histogram::total() const
{
    double sum = 0;
    for (const double count : counts)
        sum += count;
    return sum;
}

double Histogram::shareOutside(double from, double to) const
{
    const double width = binWidth();
    double outside = 0, sum = 0;
    for (size_t i = 0; i < counts.size(); ++i) {
        const double left = low + width * static_cast<double>(i);
        const double inside = std::clamp((std::min(to, left + width) - std::max(from, left)) / width, 0.0, 1.0);
        outside += counts[i] * (1 - inside);
        sum += counts[i];
    }
    return sum > 0 ? outside / sum : 0;
}

Histogram Histogram::coarser(int64_t bins) const
{
    if (counts.empty() || bins <= 0 || static_cast<int64_t>(counts.size()) % bins != 0)
        return *this;
    Histogram result{low, high, std::vector<double>(static_cast<size_t>(bins), 0.0)};
    const size_t step = counts.size() / static_cast<size_t>(bins);
    for (size_t i = 0; i < counts.size(); ++i)
        result.counts[i / step] += counts[i];
    return result;
}

void HistogramAccumulator::reach(double limit)
{
    if (m_histogram.counts.empty()) {
        const double r = reachFor(limit);
        m_histogram = {-r, r, std::vector<double>(bins, 0.0)};
    }
    while (m_histogram.high < limit)
        doubleReach(m_histogram);
}

void HistogramAccumulator::add(const at::Tensor& x)
{
    if (x.numel() == 0)
        return;
    const auto flat = x.to(at::kFloat).flatten().contiguous();
    const auto [low, high] = finiteExtremes(flat);
    reach(std::max(std::abs(static_cast<double>(low)), std::abs(static_cast<double>(high))));
    if (flat.is_cpu())
        countByLoop(flat, m_histogram);
    else
        countByTensors(flat, m_histogram);
    m_min = m_count == 0 ? low : std::min(m_min, low);
    m_max = m_count == 0 ? high : std::max(m_max, high);
    m_count += static_cast<double>(flat.numel());
}

void HistogramAccumulator::merge(const HistogramAccumulator& other)
{
    if (other.m_count == 0)
        return;
    if (m_count == 0) {
        *this = other;
        return;
    }
    auto added = other;
    reach(added.m_histogram.high);
    added.reach(m_histogram.high);
    for (size_t i = 0; i < m_histogram.counts.size(); ++i)
        m_histogram.counts[i] += added.m_histogram.counts[i];
    m_min = std::min(m_min, added.m_min);
    m_max = std::max(m_max, added.m_max);
    m_count += added.m_count;
}

}
