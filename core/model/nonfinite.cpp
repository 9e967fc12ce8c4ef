// SPDX-License-Identifier: GPL-3.0-or-later
// NaN and infinity are the values with all bits of the exponent set, and among these the largest magnitudes: with the
// sign cut off, one maximum over the bits of a chunk tells whether there are any.
#include "model/nonfinite.h"

#include <algorithm>
#include <atomic>
#include <cmath>

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include "base/error.h"
#include "base/parallel.h"
#include "numeric/simd.h"

namespace quantscope {
namespace {

constexpr int64_t chunkValues = 1 << 16;

typedef uint16_t Bits16 __attribute__((may_alias));
typedef uint32_t Bits32 __attribute__((may_alias));

QUANTSCOPE_CLONES bool anyIn16Bits(const Bits16* values, int64_t count, uint16_t infinity)
{
    uint16_t largest = 0;
    for (int64_t i = 0; i < count; ++i) {
        const uint16_t magnitude = values[i] & 0x7fff;
        largest = magnitude > largest ? magnitude : largest;
    }
    return largest >= infinity;
}

QUANTSCOPE_CLONES bool anyIn32Bits(const Bits32* values, int64_t count)
{
    int32_t largest = 0;
    for (int64_t i = 0; i < count; ++i) {
        const auto magnitude = static_cast<int32_t>(values[i] & 0x7fffffff);
        largest = magnitude > largest ? magnitude : largest;
    }
    return largest >= 0x7f800000;
}

bool anyInDoubles(const double* values, int64_t count)
{
    return std::any_of(values, values + count, [](double value) { return !std::isfinite(static_cast<float>(value)); });
}

bool anyIn(const at::Tensor& x, int64_t start, int64_t count)
{
    const void* data = static_cast<const char*>(x.data_ptr()) + start * static_cast<int64_t>(x.element_size());
    switch (x.scalar_type()) {
    case at::kBFloat16: return anyIn16Bits(static_cast<const Bits16*>(data), count, 0x7f80);
    case at::kHalf: return anyIn16Bits(static_cast<const Bits16*>(data), count, 0x7c00);
    case at::kFloat: return anyIn32Bits(static_cast<const Bits32*>(data), count);
    case at::kDouble: return anyInDoubles(static_cast<const double*>(data), count);
    default: throw Error(std::string("search for NaN: the dtype ") + c10::toString(x.scalar_type()) + " has none");
    }
}

}

std::optional<NonFinite> firstNonFinite(const at::Tensor& tensor)
{
    const auto x = tensor.contiguous();
    const int64_t count = x.numel(), chunks = (count + chunkValues - 1) / chunkValues;
    std::atomic<int64_t> first = chunks;
    parallelFor(chunks, chunks < 4 ? 1 : at::get_num_threads(), [&](int64_t chunk) {
        if (chunk > first || !anyIn(x, chunk * chunkValues, std::min(chunkValues, count - chunk * chunkValues)))
            return;
        for (int64_t known = first; chunk < known && !first.compare_exchange_weak(known, chunk);) { }
    });
    if (first == chunks)
        return std::nullopt;
    int64_t index = first * chunkValues;
    while (!anyIn(x, index, 1))
        ++index;
    return NonFinite{index, std::isnan(x.view(-1)[index].item<double>())};
}

}
