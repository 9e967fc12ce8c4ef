// SPDX-License-Identifier: GPL-3.0-or-later
// Bits per weight = b + (bits of a scale + bits of a zero point) / group, against the error that smaller groups save.
#include "layerview/scalecost.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/core.h>

#include "base/error.h"
#include "numeric/smallgrid.h"

namespace quantscope {
namespace {

constexpr int64_t smallestGroup = 8;

// Binary16: 11 significant bits, subnormal below 2^-14.
double asHalf(double x)
{
    if (!(x > 0))
        return 0;
    const double quantum = std::ldexp(1.0, std::max(std::ilogb(x), -14) - 10);
    return std::min(std::max(std::nearbyint(x / quantum), 1.0) * quantum, 65504.0);
}

SmallGrid storedGrid(std::span<const float> x, const ScaleWish& wish)
{
    const auto [low, high] = std::minmax_element(x.begin(), x.end());
    if (!wish.zeroPoint) {
        auto grid = symmetricGrid(std::max(std::abs(*low), std::abs(*high)), wish.bits);
        grid.scale = storedScale(grid.scale, wish.storage);
        return grid;
    }
    auto grid = asymmetricGrid(*low, *high, wish.bits);
    grid.scale = storedScale(grid.scale, wish.storage);
    grid.zero = std::nearbyint(-std::min(double(*low), 0.0) / grid.scale);
    return grid;
}

}

int bitsOfScale(ScaleStorage storage)
{
    switch (storage) {
    case ScaleStorage::Float32: return 32;
    case ScaleStorage::Float16: return 16;
    case ScaleStorage::PowerOfTwo: return 8;
    }
    return 0;
}

double storedScale(double scale, ScaleStorage storage)
{
    switch (storage) {
    case ScaleStorage::Float32: return static_cast<float>(scale);
    case ScaleStorage::Float16: return asHalf(scale);
    case ScaleStorage::PowerOfTwo: return std::exp2(std::ceil(std::log2(scale)));
    }
    return scale;
}

ScaleCost scaleCost(std::span<const float> x, int64_t columns, int64_t group, const ScaleWish& wish)
{
    if (columns < 1 || x.empty() || x.size() % static_cast<size_t>(columns) != 0 || group < 1)
        throw Error(fmt::format("scales: {} values in rows of {}, groups of {}", x.size(), columns, group));
    const auto width = static_cast<size_t>(columns), size = std::min(width, static_cast<size_t>(group));
    ScaleCost cost;
    cost.group = static_cast<int64_t>(size);
    double signal = 0, noise = 0;
    for (size_t row = 0; row < x.size(); row += width)
        for (size_t from = 0; from < width; from += size) {
            const auto part = x.subspan(row + from, std::min(size, width - from));
            const auto error = gridError(part, storedGrid(part, wish));
            signal += error.signal * double(part.size());
            noise += error.total() * double(part.size());
            ++cost.scales;
        }
    const int each = bitsOfScale(wish.storage) + (wish.zeroPoint ? wish.bits : 0);
    cost.bitsPerWeight = wish.bits + double(each * cost.scales) / double(x.size());
    cost.sqnrDb = noise > 0 ? 10 * std::log10(signal / noise) : std::numeric_limits<double>::infinity();
    return cost;
}

std::vector<ScaleCost> scaleCosts(std::span<const float> x, int64_t columns, const ScaleWish& wish)
{
    std::vector<ScaleCost> costs;
    for (int64_t group = smallestGroup; group < columns; group *= 2)
        costs.push_back(scaleCost(x, columns, group, wish));
    costs.push_back(scaleCost(x, columns, columns, wish));
    return costs;
}

}
