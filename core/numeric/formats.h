// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace quantscope {

struct WeightFormat
{
    int bits = 16; // 2 … 8; 16 leaves the weight alone
    bool symmetric = true;
    int64_t groupSize = -1; // input columns that share a scale; -1: the whole row
    bool clipSearch = false;
    bool perChannel = true; // false: one scale for the whole tensor (or group of columns)
    double clipNorm = 2.4;
    int clipGrid = 100;
    double clipMaxShrink = 0.8;
};

enum class ActivationGranularity { Token, Group, Tensor };

struct ActivationFormat
{
    int bits = 16; // 2 … 8; 16 leaves the activation alone
    bool symmetric = true;
    ActivationGranularity granularity = ActivationGranularity::Token;
    int64_t groupSize = -1; // consecutive elements of a token, for Group; divides the last axis
    double clipRatio = 1.0; // both ends of the range are multiplied by this
};

// Calibrated grid of a whole tensor: code = clamp(round(x / scale + zero), qmin, qmax), value = (code - zero) · scale.
struct StaticGrid
{
    int bits = 8;
    bool symmetric = true; // signed codes; `zero` may still be non-zero (mean-squared-error search)
    float scale = 1;
    float zero = 0;
    int qmin = -128, qmax = 127;
    float rangeMin = 0, rangeMax = 0; // the range the grid was made for, for display
};

}
