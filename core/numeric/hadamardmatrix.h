// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

namespace quantscope {

// Sylvester's matrix, ±1 float32 [m, m]; m a power of two.
at::Tensor sylvesterMatrix(int64_t m);

inline bool isPowerOfTwo(int64_t n)
{
    return n > 0 && (n & (n - 1)) == 0;
}

}
