// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include <ATen/core/Tensor.h>

namespace quantscope {

// A Hadamard matrix of order 4t from four circulants, ±1 float32 [4t, 4t]; t odd and at most 47. Nothing when the
// search, which is exhaustive only among the symmetric candidates it looks at, finds none. Takes milliseconds.
std::optional<at::Tensor> goethalsSeidelMatrix(int64_t order);

}
