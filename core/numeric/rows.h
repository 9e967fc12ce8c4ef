// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace quantscope {

// The rows of x [T, ...] where mask [T] is true, in their order, as a copy.
at::Tensor rowsWhere(const at::Tensor& x, const at::Tensor& mask);

}
