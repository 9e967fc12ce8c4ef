// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace quantscope {

// What a value can be stored as: integers, small floating-point numbers, a table.
struct ValueFormat
{
    std::string_view id, title; // "e4m3", "FP8 E4M3"
    int bits = 0;
    bool evenlySpaced = false;
    std::vector<double> (*levels)(); // what it can hold without a scale: finite, ascending, each once
};

std::span<const ValueFormat> valueFormats();
// Throws Error for an unknown id.
const ValueFormat& valueFormat(std::string_view id);

// The level that is nearest to x; of two that are equally near the lower one. Levels as above, not empty.
double nearestLevel(std::span<const double> levels, double x);

// Which values share a scale, and what a scale may be.
struct FormatScale
{
    int64_t group = 0; // neighbours of a row, the last group of a row may be shorter; 0: all values
    bool powerOfTwo = false; // as in MX: 2^(floor(log2 max|x|) - floor(log2 largest level)); what is beyond is clipped
};

struct FormatError
{
    double sqnrDb = 0; // infinity without error
    int64_t levelsUsed = 0;
};

// x [rows, columns] in this format. A free scale maps the largest |x| of its group onto the largest level. Throws Error
// when x is no such matrix.
FormatError formatError(std::span<const float> x, int64_t columns, const ValueFormat&, const FormatScale& = {});

}
