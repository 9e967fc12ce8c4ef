// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

#include <c10/util/BFloat16.h>

namespace quantscope {

// The two 8-bit floating-point types of safetensors files (arXiv 2209.05433): sign, 4 or 5 bits of exponent, 3 or 2 of
// fraction. E4M3 has no infinity, its NaN is all ones.
enum class Fp8 { E4M3, E5M2 };

// Exact: bfloat16 holds every value of both. `to` has as many values as there are bytes.
void widenFp8(Fp8, std::span<const uint8_t> bytes, c10::BFloat16* to);

}
