// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

namespace quantscope {

struct Interval
{
    double low = 0, high = 0;
};

// Percentile bootstrap of a sum (Efron 1979): the values are drawn again with replacement `resamples` times; the
// interval holds `level` of the sums. The same values and seed give the same interval. Empty values give [0, 0].
Interval bootstrapSum(std::span<const double> values, double level = 0.95, int resamples = 2000, uint64_t seed = 42);

}
