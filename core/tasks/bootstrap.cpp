// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace quantscope {
namespace {

// SplitMix64 (Steele, Lea and Flood 2014): the same numbers with every standard library.
class Random
{
public:
    explicit Random(uint64_t seed)
        : m_state(seed)
    {
    }

    size_t below(size_t n)
    {
        m_state += 0x9e3779b97f4a7c15u;
        uint64_t z = m_state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return static_cast<size_t>((z ^ (z >> 31)) % n);
    }

private:
    uint64_t m_state;
};

double quantile(const std::vector<double>& sorted, double q)
{
    const double place = q * static_cast<double>(sorted.size() - 1);
    const auto left = static_cast<size_t>(place);
    const size_t right = std::min(left + 1, sorted.size() - 1);
    return sorted[left] + (place - static_cast<double>(left)) * (sorted[right] - sorted[left]);
}

}

Interval bootstrapSum(std::span<const double> values, double level, int resamples, uint64_t seed)
{
    if (values.empty() || resamples < 1)
        return {};
    Random random(seed);
    std::vector<double> sums(static_cast<size_t>(resamples), 0.0);
    for (double& sum : sums)
        for (size_t i = 0; i < values.size(); ++i)
            sum += values[random.below(values.size())];
    std::sort(sums.begin(), sums.end());
    return {quantile(sums, (1 - level) / 2), quantile(sums, (1 + level) / 2)};
}

}
