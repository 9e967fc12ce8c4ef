#include "numeric/histogram.h"

#include <algorithm>
#include <cmath>

#include <ATen/ATen.h>

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
    const auto flat = x.to(at::kCPU, at::kFloat).contiguous();
    const float* data = flat.data_ptr<float>();
    const int64_t count = flat.numel();
    float low = data[0], high = data[0];
    bool ordered = true;
    for (int64_t i = 0; i < count; ++i) {
        low = std::min(low, data[i]);
        high = std::max(high, data[i]);
        ordered = ordered && std::isfinite(data[i]);
    }
    if (!ordered)
        throw Error("histogram: the values are not all finite");
    reach(std::max(std::abs(static_cast<double>(low)), std::abs(static_cast<double>(high))));
    const double inverse = 1 / m_histogram.binWidth();
    std::vector<int64_t> counts(bins, 0);
    for (int64_t i = 0; i < count; ++i) {
        const auto bin = static_cast<int64_t>((data[i] - m_histogram.low) * inverse);
        ++counts[static_cast<size_t>(std::clamp<int64_t>(bin, 0, bins - 1))];
    }
    for (size_t i = 0; i < counts.size(); ++i)
        m_histogram.counts[i] += static_cast<double>(counts[i]);
    m_min = m_count == 0 ? low : std::min(m_min, low);
    m_max = m_count == 0 ? high : std::max(m_max, high);
    m_count += static_cast<double>(count);
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
