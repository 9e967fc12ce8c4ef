// SPDX-License-Identifier: GPL-3.0-or-later
// Scale search of one weight row on the CPU.
//
// Σ|d|^2.4 over 80 shrink steps is the dear part: 350 million powers for a 4864 x 896 layer. |d|^p = 2^(p log2|d|) is
// computed eight at a time: exponent and mantissa are taken apart, log2 of the mantissa m in [1/√2, √2) is the
// series 2/ln 2 · artanh((m - 1)/(m + 1)), five terms (relative error 4e-10), and 2^f for |f| <= 1/2 the exponential
// series up to f⁷ (5e-9). What remains is float32 rounding. Before, d is multiplied by a power of two that brings
// the row's largest error near 1, where the logarithm is small and its rounding harmless; all steps of a row use
// the same factor, so the comparison is not touched. Sums go to float64 every 512 values. Steps whose errors differ
// by more than about 1e-6 relative are therefore ordered as exact arithmetic would.
//
// Sums of errors only grow, so a step is left as soon as its sum has reached the least one so far: the winner is the
// same, and most of the shrunk steps end after their first values.
//
// The reference divides by the scale; inside the search we multiply by its reciprocal. At most a value half-way
// between two codes goes to the other one, where its error is the same.
#include "numeric/weightkernel.h"

#include <cmath>
#include <limits>

#include "numeric/simd.h"

namespace quantscope {
namespace {

struct Ends
{
    float min = 0;
    float max = 0;
};

QUANTSCOPE_CLONES void widen(const float* w, int64_t count, Ends* ends)
{
    Float8 low = {}, high = {};
    int64_t i = 0;
    for (; i + 8 <= count; i += 8) {
        const Float8 v = *reinterpret_cast<const Float8At*>(w + i);
        low = v < low ? v : low;
        high = v > high ? v : high;
    }
    for (int lane = 0; lane < 8; ++lane) {
        ends->min = low[lane] < ends->min ? low[lane] : ends->min;
        ends->max = high[lane] > ends->max ? high[lane] : ends->max;
    }
    for (; i < count; ++i) {
        ends->min = w[i] < ends->min ? w[i] : ends->min;
        ends->max = w[i] > ends->max ? w[i] : ends->max;
    }
}

struct ErrorParameters
{
    float reciprocal = 1; // of the scale
    float scale = 1;
    float zero = 0;
    float low = 0, high = 0; // bounds of round(w / scale), the zero already taken off
    float factor = 1; // power of two that multiplies the error
    float norm = 2;
};

// before + Σ |factor · (quantized - w)|^norm; infinity as soon as it cannot stay below `least`.
QUANTSCOPE_CLONES double errorSum(const float* w, int64_t count, const ErrorParameters* p, double before, double least)
{
    constexpr int64_t valuesUnasked = 128;
    const double enough = least * (1 + 1e-12); // float64 sums in another order differ by less
    constexpr float log2e2 = 2.885390081777927f; // 2 / ln 2
    constexpr float ln2 = 0.6931471805599453f;
    const Float8 third = Float8{} + 1.f / 3, fifth = Float8{} + 1.f / 5, seventh = Float8{} + 1.f / 7;
    const float reciprocal = p->reciprocal, scale = p->scale, low = p->low, high = p->high, norm = p->norm;
    const float factor = p->factor;
    double total = 0;
    for (int64_t start = 0; start < count; start += 512) {
        Float8 sum = {};
        const int64_t end = start + 512 < count ? start + 512 : count;
        for (int64_t i = start; i < end; i += 8) {
            Float8 x = {};
            if (i + 8 <= end)
                x = *reinterpret_cast<const Float8At*>(w + i);
            else
                __builtin_memcpy(&x, w + i, sizeof(float) * static_cast<unsigned long>(end - i));
            Float8 code = x * reciprocal;
            code = code < low ? Float8{} + low : code;
            code = code > high ? Float8{} + high : code;
            code = (code + 12582912.f) - 12582912.f; // to the nearest integer, ties to even, below 2^22
            const Float8 d = (code * scale - x) * factor;
            const Int8 bits = (Int8)d & 0x7fffffff;
            // Mantissa into [1/√2, √2): subtract 1/√2's bits, keep the exponent that is left.
            const Int8 exponent = (bits - 0x3f3504f3) >> 23;
            const Int8 mantissaBits = bits - (exponent << 23);
            const Float8 m = (Float8)mantissaBits;
            const Float8 s = (m - 1.f) / (m + 1.f);
            const Float8 q = s * s;
            const Float8 series = 1.f + q * (third + q * (fifth + q * (seventh + q * (1.f / 9))));
            Float8 y = norm * (__builtin_convertvector(exponent, Float8) + log2e2 * s * series);
            y = y < -126.f ? Float8{} - 126.f : y;
            y = y > 126.f ? Float8{} + 126.f : y;
            const Float8 whole = (y + 12582912.f) - 12582912.f;
            const Float8 t = (y - whole) * ln2;
            const Float8 e = 1.f +
                t *
                    (1.f +
                     t *
                         (0.5f +
                          t * (1.f / 6 + t * (1.f / 24 + t * (1.f / 120 + t * (1.f / 720 + t * (1.f / 5040)))))));
            const Int8 powerBits = (__builtin_convertvector(whole, Int8) + 127) << 23;
            sum += e * (Float8)powerBits;
            if ((i + 8) % valuesUnasked != 0)
                continue;
            double soFar = before + total;
            for (int lane = 0; lane < 8; ++lane)
                soFar += sum[lane];
            if (soFar > enough)
                return __builtin_inf();
        }
        for (int lane = 0; lane < 8; ++lane)
            total += sum[lane];
    }
    return before + total;
}

RowGrid initialGrid(Ends& ends, const WeightFormat& format, float maxq)
{
    RowGrid grid;
    if (format.symmetric) {
        ends.max = std::fmax(std::fmax(-ends.min, ends.max), 1e-5f);
        grid.scale = ends.max / maxq;
        return grid;
    }
    if (ends.min == 0 && ends.max == 0)
        ends = {-1, 1};
    grid.scale = std::fmax(ends.max - ends.min, 1e-5f) / maxq;
    grid.zero = std::nearbyint(-ends.min / grid.scale);
    return grid;
}

// The floor of 1e-5 does not apply here, as in the reference.
RowGrid shrunkGrid(const Ends& ends, const WeightFormat& format, float maxq, int step)
{
    const auto p = static_cast<float>(1 - static_cast<double>(step) / format.clipGrid);
    RowGrid grid;
    grid.step = step;
    const float max = p * ends.max;
    if (format.symmetric) {
        grid.scale = max / maxq;
        return grid;
    }
    const float min = p * ends.min;
    grid.scale = (max - min) / maxq;
    grid.zero = std::nearbyint(-min / grid.scale);
    return grid;
}

float powerOfTwoBelow(float value)
{
    return value > 0 && std::isfinite(value) ? std::ldexp(1.f, -std::ilogb(value)) : 1.f;
}

}

RowGrid findRowGrid(const float* w, int64_t rows, int64_t cols, int64_t stride, const WeightFormat& format)
{
    const CodeRange range = codeRange(format.bits, format.symmetric);
    const auto maxq = static_cast<float>(range.high);
    Ends ends;
    for (int64_t row = 0; row < rows; ++row)
        widen(w + row * stride, cols, &ends);
    RowGrid best = initialGrid(ends, format, maxq);
    if (!format.clipSearch)
        return best;
    ErrorParameters parameters;
    parameters.factor = powerOfTwoBelow(best.scale);
    parameters.norm = static_cast<float>(format.clipNorm);
    double least = std::numeric_limits<double>::infinity();
    const int steps = static_cast<int>(format.clipMaxShrink * format.clipGrid);
    for (int step = 0; step < steps; ++step) {
        const RowGrid grid = shrunkGrid(ends, format, maxq, step);
        if (grid.scale < std::numeric_limits<float>::min()) // no reciprocal
            continue;
        parameters.scale = grid.scale;
        parameters.reciprocal = 1 / grid.scale;
        parameters.low = static_cast<float>(range.low) - grid.zero;
        parameters.high = static_cast<float>(range.high) - grid.zero;
        double error = 0;
        for (int64_t row = 0; row < rows; ++row)
            error = errorSum(w + row * stride, cols, &parameters, error, least);
        if (error < least) {
            least = error;
            best = grid;
        }
    }
    return best;
}

QUANTSCOPE_CLONES void quantizeRun(const float* w, int64_t count, float scale, float zero, const CodeRange& range,
                                   int16_t* codes, float* values)
{
    const float low = static_cast<float>(range.low) - zero;
    const float high = static_cast<float>(range.high) - zero;
    for (int64_t i = 0; i < count; ++i) {
        float level = w[i] / scale;
        level = level < low ? low : level;
        level = level > high ? high : level;
        level = (level + 12582912.f) - 12582912.f;
        if (codes)
            codes[i] = static_cast<int16_t>(static_cast<int>(level + zero));
        if (values)
            values[i] = scale * level;
    }
}

}
