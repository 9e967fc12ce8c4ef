// SPDX-License-Identifier: GPL-3.0-or-later
#include "numeric/activationkernel.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/parallel.h"
#include "numeric/simd.h"
#include "numeric/weightkernel.h"

namespace quantscope {
namespace {

constexpr int64_t chunkValues = 65536;

QUANTSCOPE_CLONES void findRange(const float* x, int64_t count, FloatRange* range)
{
    float min = x[0], max = x[0];
    int64_t i = 0;
    Float8 low[2] = {Float8{} + x[0], Float8{} + x[0]};
    Float8 high[2] = {low[0], low[1]};
    for (; i + 16 <= count; i += 16) {
        for (int u = 0; u < 2; ++u) {
            const Float8 v = *reinterpret_cast<const Float8At*>(x + i + 8 * u);
            low[u] = v < low[u] ? v : low[u];
            high[u] = v > high[u] ? v : high[u];
        }
    }
    for (int lane = 0; lane < 16; ++lane) {
        min = low[lane / 8][lane % 8] < min ? low[lane / 8][lane % 8] : min;
        max = high[lane / 8][lane % 8] > max ? high[lane / 8][lane % 8] : max;
    }
    for (; i < count; ++i) {
        min = x[i] < min ? x[i] : min;
        max = x[i] > max ? x[i] : max;
    }
    *range = {min, max};
}

QUANTSCOPE_CLONES void staticRun(const float* x, float* out, int64_t count, float scale, float zero, float low,
                                 float high)
{
    for (int64_t i = 0; i < count; ++i) {
        float code = x[i] / scale + zero;
        code = code < low ? low : code;
        code = code > high ? high : code;
        code = (code + 12582912.f) - 12582912.f;
        out[i] = (code - zero) * scale;
    }
}

QUANTSCOPE_CLONES double staticErrorRun(const float* x, int64_t count, float scale, float zero, float low, float high)
{
    double total = 0;
    for (int64_t start = 0; start < count; start += 256) {
        const int64_t end = start + 256 < count ? start + 256 : count;
        float lanes[8] = {};
        int64_t i = start;
        for (; i + 8 <= end; i += 8) {
            for (int lane = 0; lane < 8; ++lane) {
                float code = x[i + lane] / scale + zero;
                code = code < low ? low : code;
                code = code > high ? high : code;
                code = (code + 12582912.f) - 12582912.f;
                const float d = (code - zero) * scale - x[i + lane];
                lanes[lane] += d * d;
            }
        }
        for (; i < end; ++i) {
            float code = x[i] / scale + zero;
            code = code < low ? low : code;
            code = code > high ? high : code;
            code = (code + 12582912.f) - 12582912.f;
            const float d = (code - zero) * scale - x[i];
            lanes[0] += d * d;
        }
        for (const float lane : lanes)
            total += static_cast<double>(lane);
    }
    return total;
}

// Calls fn(start, length) for fixed chunks of [0, count).
template <typename F> void forChunks(int64_t count, int threads, const F& fn)
{
    const int64_t chunks = (count + chunkValues - 1) / chunkValues;
    parallelFor(chunks, chunks < 4 ? 1 : threads,
                [&](int64_t i) { fn(i * chunkValues, std::min(chunkValues, count - i * chunkValues)); });
}

}

FloatRange floatRange(const float* x, int64_t count, int threads)
{
    std::vector<FloatRange> parts(static_cast<size_t>((count + chunkValues - 1) / chunkValues));
    forChunks(count, threads, [&](int64_t start, int64_t length) {
        findRange(x + start, length, &parts[static_cast<size_t>(start / chunkValues)]);
    });
    FloatRange all = parts[0];
    for (const FloatRange& part : parts)
        all = {std::min(all.min, part.min), std::max(all.max, part.max)};
    return all;
}

void quantizeRowsDynamic(const float* x, float* out, int64_t rows, int64_t cols, const ActivationFormat& format,
                         int threads)
{
    const CodeRange codes = codeRange(format.bits, format.symmetric);
    const auto maxq = static_cast<float>(codes.high);
    const auto ratio = static_cast<float>(format.clipRatio);
    const auto quantizeOne = [&](int64_t row) {
        FloatRange range;
        findRange(x + row * cols, cols, &range);
        range = {std::min(range.min, 0.f) * ratio, std::max(range.max, 0.f) * ratio};
        float scale = 1, zero = 0;
        if (format.symmetric) {
            const float largest = std::max(-range.min, range.max);
            scale = largest / maxq;
        } else {
            if (range.min == 0 && range.max == 0)
                range = {-1, 1};
            scale = (range.max - range.min) / maxq;
            zero = scale == 0 ? 0 : std::nearbyint(-range.min / scale);
        }
        if (scale == 0) // the range is too small for a step
            scale = 1;
        quantizeRun(x + row * cols, cols, scale, zero, codes, nullptr, out + row * cols);
    };
    const int64_t chunk = std::max<int64_t>(1, chunkValues / cols);
    const int64_t chunks = (rows + chunk - 1) / chunk;
    parallelFor(chunks, chunks < 4 ? 1 : threads, [&](int64_t i) {
        for (int64_t row = i * chunk; row < std::min(rows, (i + 1) * chunk); ++row)
            quantizeOne(row);
    });
}

void quantizeStatic(const float* x, float* out, int64_t count, const StaticGrid& grid, int threads)
{
    forChunks(count, threads, [&](int64_t start, int64_t length) {
        staticRun(x + start, out + start, length, grid.scale, grid.zero, static_cast<float>(grid.qmin),
                  static_cast<float>(grid.qmax));
    });
}

double staticErrorSum(const float* x, int64_t count, const StaticGrid& grid, int threads)
{
    std::vector<double> parts(static_cast<size_t>((count + chunkValues - 1) / chunkValues));
    forChunks(count, threads, [&](int64_t start, int64_t length) {
        parts[static_cast<size_t>(start / chunkValues)] = staticErrorRun(
            x + start, length, grid.scale, grid.zero, static_cast<float>(grid.qmin), static_cast<float>(grid.qmax));
    });
    double total = 0;
    for (const double part : parts)
        total += part;
    return total;
}

}
