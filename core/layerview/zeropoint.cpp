// SPDX-License-Identifier: GPL-3.0-or-later
#include "layerview/zeropoint.h"

#include <algorithm>
#include <cmath>

namespace quantscope {
namespace {

GridUse useOf(std::span<const float> values, double low, double high, const SmallGrid& grid)
{
    const auto code = [&](double x) {
        return std::clamp(std::nearbyint(x / grid.scale + grid.zero), double(grid.low), double(grid.high));
    };
    return {grid, gridError(values, grid), static_cast<int64_t>(code(high) - code(low)) + 1};
}

}

ZeroPointUse zeroPointUse(std::span<const float> values, int bits)
{
    ZeroPointUse use;
    if (!values.empty()) {
        const auto [low, high] = std::minmax_element(values.begin(), values.end());
        use.low = *low;
        use.high = *high;
    }
    const double reach = std::max(std::abs(use.low), std::abs(use.high));
    use.symmetric = useOf(values, use.low, use.high, symmetricGrid(reach, bits));
    use.asymmetric = useOf(values, use.low, use.high, asymmetricGrid(use.low, use.high, bits));
    return use;
}

}
