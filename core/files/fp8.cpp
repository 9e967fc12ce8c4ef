// SPDX-License-Identifier: GPL-3.0-or-later
// value = (-1)^s · 2^(e - bias) · (1 + m / 2^M), and 2^(1 - bias) · m / 2^M where e is 0.
#include "files/fp8.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace quantscope {
namespace {

struct Layout
{
    int fractionBits;
    int bias;
};

float valueOf(Fp8 type, int byte)
{
    const Layout layout = type == Fp8::E4M3 ? Layout{3, 7} : Layout{2, 15};
    const int steps = 1 << layout.fractionBits, exponents = 128 / steps;
    const int fraction = byte % steps, exponent = byte / steps % exponents;
    const float sign = byte >= 128 ? -1.f : 1.f;
    const bool largest = exponent == exponents - 1;
    if (largest && type == Fp8::E5M2 && fraction == 0)
        return sign * std::numeric_limits<float>::infinity();
    if (largest && (type == Fp8::E5M2 || fraction == steps - 1))
        return std::numeric_limits<float>::quiet_NaN();
    const int significand = exponent == 0 ? fraction : steps + fraction;
    return sign *
        std::ldexp(static_cast<float>(significand), std::max(exponent, 1) - layout.bias - layout.fractionBits);
}

}

void widenFp8(Fp8 type, std::span<const uint8_t> bytes, c10::BFloat16* to)
{
    std::array<c10::BFloat16, 256> values;
    for (int byte = 0; byte < 256; ++byte)
        values[static_cast<size_t>(byte)] = valueOf(type, byte);
    for (size_t i = 0; i < bytes.size(); ++i)
        to[i] = values[bytes[i]];
}

}
