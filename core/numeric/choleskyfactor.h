// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace quantscope {

// The upper triangular R with H = R Rᵀ, in place: on entry h [n, n] float32 holds at least the upper triangle of H, on
// success its upper triangle is R and the rest is undefined. Returns false when H is not positive definite; h is then
// spoilt. On the CPU up to `threads` threads work on fixed tiles, so the bits do not depend on them.
bool reverseCholesky(at::Tensor& h, int threads);

}
