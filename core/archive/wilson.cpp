// SPDX-License-Identifier: GPL-3.0-or-later
// The ends are the two shares p with (hits / total - p)² = z² p (1 - p) / total, z the normal quantile of 97.5 %.
#include "archive/wilson.h"

#include <algorithm>
#include <cmath>

namespace quantscope {

Interval wilsonInterval(int64_t hits, int64_t total)
{
    if (total <= 0)
        return {0, 1};
    constexpr double z = 1.959963984540054;
    const auto n = static_cast<double>(total), share = static_cast<double>(std::clamp<int64_t>(hits, 0, total)) / n;
    const double scale = 1 + z * z / n, centre = share + z * z / (2 * n);
    const double half = z * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
    return {std::max(0.0, (centre - half) / scale), std::min(1.0, (centre + half) / scale)};
}

}
