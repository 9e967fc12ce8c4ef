// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace quantscope {

// A uniform grid for values in plain memory: level(code) = (code - zero) · scale, low <= code <= high.
struct SmallGrid
{
    double scale = 1, zero = 0;
    int low = -128, high = 127;

    double level(int code) const
    {
        return (code - zero) * scale;
    }
    double nearest(double x) const;
};

// Of `bits` (2 … 16). Symmetric: signed codes around 0 that reach `reach`, scale = reach / (2^(b-1) - 1), as weights
// are rounded. The other: unsigned codes over [low, high], which is widened to hold 0. A reach of 0 gives the scale 1.
SmallGrid symmetricGrid(double reach, int bits);
SmallGrid asymmetricGrid(double low, double high, int bits);

// The squared error of rounding onto a grid, in its two parts, both over the count of values: a value beyond the ends
// is clipped, any other is rounded.
struct GridError
{
    double rounding = 0, clipping = 0; // mean squares
    double clippedShare = 0;
    double signal = 0; // mean square of the values
    int64_t levelsUsed = 0;

    double total() const
    {
        return rounding + clipping;
    }
    double sqnrDb() const; // 10 log10(signal / total); infinity without error
};

GridError gridError(std::span<const float> values, const SmallGrid&);

// Which values share one scale.
enum class Sharing { Tensor, Row, Column, Group }; // Group: `group` neighbours of a row

struct SharingError
{
    double sqnrDb = 0;
    int64_t scales = 0;
};

// Every part of x [rows, columns] on a symmetric grid of its own that reaches its largest value. Throws Error when the
// values are no such matrix or the group is not positive. (Sharing: Xiao et al., arXiv 2211.10438, figure 3.)
SharingError sharingError(std::span<const float> x, int64_t columns, Sharing, int bits, int64_t group);

// max |x| of every row and of every column of x [rows, columns].
std::vector<float> rowMaxima(std::span<const float> x, int64_t columns);
std::vector<float> columnMaxima(std::span<const float> x, int64_t columns);
float largest(std::span<const float>);

// 10 log10(Σ reference² / Σ (reference - other)²); infinity when equal.
double sqnrDb(std::span<const float> reference, std::span<const float> other);

// Y = X Wᵀ of x [rows, columns] and w [outputs, columns], summed in float64; [rows, outputs].
std::vector<float> productWith(std::span<const float> x, std::span<const float> w, int64_t columns);

}
