// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>

#include "synth/synthplan.h"

namespace quantscope {

// The normal distribution's quantiles at (i + 1/2) / 65536: a random 16-bit number picks a normal value.
std::vector<double> normalQuantiles();

// Generates one planned tensor. A value depends on seed, name and position alone: rows may be made in any order, in any
// portions and on any number of threads.
class SynthRows
{
public:
    // Keeps a reference to the tensor.
    SynthRows(const SynthTensor&, uint64_t seed, const std::vector<double>& quantiles);
    // Rows first … first + count - 1, row-major, into out[count · columns].
    void fill(int64_t first, int64_t count, int threads, c10::BFloat16* out) const;

private:
    void fillRow(int64_t row, c10::BFloat16* out) const;

    const SynthTensor& m_tensor;
    uint64_t m_key;
    std::vector<c10::BFloat16> m_values; // by random number
};

}
