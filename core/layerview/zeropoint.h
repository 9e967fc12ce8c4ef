// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "numeric/smallgrid.h"

namespace quantscope {

// One grid over values from `low` to `high`.
struct GridUse
{
    SmallGrid grid;
    GridError error;
    int64_t reached = 0; // codes from that of `low` to that of `high`: no value can have another one
};

// The same values on a grid around 0 and on one with a zero point, both without clipping.
struct ZeroPointUse
{
    float low = 0, high = 0; // of the values
    GridUse symmetric, asymmetric;
};

// bits 2 … 16. Without values both grids have the scale 1.
ZeroPointUse zeroPointUse(std::span<const float> values, int bits);

}
