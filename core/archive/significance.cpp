// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/significance.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/error.h"

namespace quantscope {

// Twice the lower tail of the binomial distribution with chance 1/2. The terms are built down from its largest one,
// whose logarithm has the sum's only rounding of weight.
double mcnemarExact(int64_t left, int64_t right)
{
    const auto fewer = std::min(left, right), all = left + right;
    if (left == right)
        return 1;
    const auto n = static_cast<double>(all), k = static_cast<double>(fewer);
    const double largest = std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) - n * std::log(2.0);
    double term = 1, sum = 1;
    for (auto i = fewer; i > 0 && term > sum * 1e-18; --i) {
        term *= static_cast<double>(i) / static_cast<double>(all - i + 1);
        sum += term;
    }
    return std::min(1.0, 2 * std::exp(largest) * sum);
}

std::vector<double> holmAdjusted(std::span<const double> pValues)
{
    std::vector<size_t> order(pValues.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return pValues[a] < pValues[b]; });
    std::vector<double> adjusted(pValues.size());
    double least = 0;
    for (size_t rank = 0; rank < order.size(); ++rank) {
        least = std::max(least, std::min(1.0, static_cast<double>(order.size() - rank) * pValues[order[rank]]));
        adjusted[order[rank]] = least;
    }
    return adjusted;
}

Interval wilsonInterval(int64_t right, int64_t all)
{
    constexpr double z = 1.959963984540054; // of the normal distribution, 97.5 %
    if (all <= 0)
        return {0, 1};
    const auto n = static_cast<double>(all), p = static_cast<double>(right) / n;
    const double scale = 1 / (1 + z * z / n), middle = scale * (p + z * z / (2 * n)),
                 half = scale * z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return {right == 0 ? 0 : std::max(0.0, middle - half), right == all ? 1 : std::min(1.0, middle + half)};
}

PairTest testPair(std::span<const double> left, std::span<const double> right)
{
    if (left.size() != right.size())
        throw Error("two runs can be compared on the questions of both only");
    PairTest test;
    std::vector<double> differences(left.size());
    for (size_t i = 0; i < left.size(); ++i) {
        differences[i] = right[i] - left[i];
        test.difference += differences[i];
        test.leftBetter += left[i] > right[i] ? 1 : 0;
        test.rightBetter += right[i] > left[i] ? 1 : 0;
    }
    test.interval = bootstrapSum(differences);
    test.pValue = mcnemarExact(test.leftBetter, test.rightBetter);
    return test;
}

}
