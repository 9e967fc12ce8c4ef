// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace quantscope {

enum class ScaleStorage { Float32, Float16, PowerOfTwo }; // the last: an exponent of 8 bits, as in MX

int bitsOfScale(ScaleStorage);
// The scale as it is stored: rounded to nearest, a power of two upwards so that nothing is clipped.
double storedScale(double scale, ScaleStorage);

// How weights are rounded whose scales are counted too.
struct ScaleWish
{
    int bits = 4; // 2 … 8
    bool zeroPoint = false; // asymmetric, one code per scale more
    ScaleStorage storage = ScaleStorage::Float16;
};

// What one size of groups costs and brings.
struct ScaleCost
{
    int64_t group = 0; // neighbours of a row that share a scale
    int64_t scales = 0;
    double bitsPerWeight = 0; // codes, scales and zero points
    double sqnrDb = 0; // infinity without error
};

// x [rows, columns]; the last group of a row may be shorter. Throws Error when x is no such matrix or group < 1.
ScaleCost scaleCost(std::span<const float> x, int64_t columns, int64_t group, const ScaleWish&);
// Groups of 8, 16, 32 … and at last of a whole row.
std::vector<ScaleCost> scaleCosts(std::span<const float> x, int64_t columns, const ScaleWish&);

}
