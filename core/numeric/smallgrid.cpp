// SPDX-License-Identifier: GPL-3.0-or-later
// Rounding of plain values, for teaching: E(s, z) = 1/n Σ (x - s (clamp(round(x / s + z), low, high) - z))², and the
// parts of it that come from values inside and outside of the grid. Small enough for every position of a slider.
#include "numeric/smallgrid.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/core.h>

#include "base/error.h"

namespace quantscope {
namespace {

void checkMatrix(std::span<const float> x, int64_t columns)
{
    if (columns < 1 || x.size() % static_cast<size_t>(columns) != 0)
        throw Error(fmt::format("matrix: {} values in rows of {}", x.size(), columns));
}

double ratioDb(double signal, double noise)
{
    return noise > 0 ? 10 * std::log10(signal / noise) : std::numeric_limits<double>::infinity();
}

}

double SmallGrid::nearest(double x) const
{
    return (std::clamp(std::nearbyint(x / scale + zero), double(low), double(high)) - zero) * scale;
}

SmallGrid symmetricGrid(double reach, int bits)
{
    SmallGrid grid;
    grid.high = (1 << (bits - 1)) - 1;
    grid.low = -grid.high - 1;
    grid.scale = reach > 0 ? reach / grid.high : 1;
    return grid;
}

SmallGrid asymmetricGrid(double low, double high, int bits)
{
    low = std::min(low, 0.0);
    high = std::max(high, 0.0);
    SmallGrid grid;
    grid.low = 0;
    grid.high = (1 << bits) - 1;
    grid.scale = high > low ? (high - low) / grid.high : 1;
    grid.zero = std::nearbyint(-low / grid.scale);
    return grid;
}

double GridError::sqnrDb() const
{
    return ratioDb(signal, total());
}

GridError gridError(std::span<const float> values, const SmallGrid& grid)
{
    GridError error;
    if (values.empty())
        return error;
    std::vector<char> used(static_cast<size_t>(grid.high - grid.low + 1));
    const double inverse = 1 / grid.scale;
    int64_t clipped = 0;
    for (const float x : values) {
        const double code = std::nearbyint(x * inverse + grid.zero);
        const double kept = std::clamp(code, double(grid.low), double(grid.high));
        const double difference = x - (kept - grid.zero) * grid.scale;
        (code == kept ? error.rounding : error.clipping) += difference * difference;
        clipped += code != kept;
        error.signal += double(x) * x;
        used[static_cast<size_t>(kept - grid.low)] = 1;
    }
    const auto n = static_cast<double>(values.size());
    error.rounding /= n;
    error.clipping /= n;
    error.signal /= n;
    error.clippedShare = static_cast<double>(clipped) / n;
    error.levelsUsed = std::count(used.begin(), used.end(), 1);
    return error;
}

std::vector<float> rowMaxima(std::span<const float> x, int64_t columns)
{
    checkMatrix(x, columns);
    std::vector<float> maxima;
    for (size_t row = 0; row < x.size(); row += static_cast<size_t>(columns))
        maxima.push_back(largest(x.subspan(row, static_cast<size_t>(columns))));
    return maxima;
}

std::vector<float> columnMaxima(std::span<const float> x, int64_t columns)
{
    checkMatrix(x, columns);
    std::vector<float> maxima(static_cast<size_t>(columns));
    for (size_t i = 0; i < x.size(); ++i) {
        float& most = maxima[i % static_cast<size_t>(columns)];
        most = std::max(most, std::abs(x[i]));
    }
    return maxima;
}

float largest(std::span<const float> values)
{
    float most = 0;
    for (const float x : values)
        most = std::max(most, std::abs(x));
    return most;
}

SharingError sharingError(std::span<const float> x, int64_t columns, Sharing sharing, int bits, int64_t group)
{
    checkMatrix(x, columns);
    if (group < 1)
        throw Error("group: expected a positive number of neighbours");
    const auto width = static_cast<size_t>(columns), neighbours = static_cast<size_t>(group);
    const size_t rows = x.size() / width, groups = (width + neighbours - 1) / neighbours;
    const auto part = [&](size_t i) {
        switch (sharing) {
        case Sharing::Tensor: return size_t(0);
        case Sharing::Row: return i / width;
        case Sharing::Column: return i % width;
        case Sharing::Group: return i / width * groups + i % width / neighbours;
        }
        return size_t(0);
    };
    const size_t counts[] = {1, rows, width, rows * groups};
    std::vector<float> reach(counts[static_cast<size_t>(sharing)]);
    for (size_t i = 0; i < x.size(); ++i)
        reach[part(i)] = std::max(reach[part(i)], std::abs(x[i]));
    std::vector<SmallGrid> grids;
    for (const float most : reach)
        grids.push_back(symmetricGrid(most, bits));
    double signal = 0, noise = 0;
    for (size_t i = 0; i < x.size(); ++i) {
        const double difference = x[i] - grids[part(i)].nearest(x[i]);
        signal += double(x[i]) * x[i];
        noise += difference * difference;
    }
    return {ratioDb(signal, noise), static_cast<int64_t>(grids.size())};
}

double sqnrDb(std::span<const float> reference, std::span<const float> other)
{
    if (reference.size() != other.size())
        throw Error(fmt::format("SQNR: {} and {} values", reference.size(), other.size()));
    double signal = 0, noise = 0;
    for (size_t i = 0; i < reference.size(); ++i) {
        const double difference = double(reference[i]) - other[i];
        signal += double(reference[i]) * reference[i];
        noise += difference * difference;
    }
    return ratioDb(signal, noise);
}

std::vector<float> productWith(std::span<const float> x, std::span<const float> w, int64_t columns)
{
    checkMatrix(x, columns);
    checkMatrix(w, columns);
    const auto width = static_cast<size_t>(columns);
    std::vector<float> y;
    y.reserve(x.size() / width * (w.size() / width));
    for (size_t row = 0; row < x.size(); row += width)
        for (size_t output = 0; output < w.size(); output += width) {
            double sum = 0;
            for (size_t i = 0; i < width; ++i)
                sum += double(x[row + i]) * w[output + i];
            y.push_back(static_cast<float>(sum));
        }
    return y;
}

}
