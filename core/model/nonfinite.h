// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include <ATen/core/Tensor.h>

namespace quantscope {

struct NonFinite
{
    int64_t index = 0; // in row order
    bool isNan = false; // else infinite
};

// The first NaN or infinity of a floating-point tensor on the CPU; of float64 also what float32 has no value for. As
// fast as memory is read; spread over at::get_num_threads() threads.
std::optional<NonFinite> firstNonFinite(const at::Tensor&);

}
