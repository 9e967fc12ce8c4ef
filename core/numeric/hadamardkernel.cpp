// SPDX-License-Identifier: GPL-3.0-or-later
// Fast transform y = (B ⊗ S_m) x / sqrt(K m) of many rows on the CPU.
//
// S_m: in-place Walsh–Hadamard butterflies, m log2(m) additions. Strides 1, 2 and 4 are shuffles inside a vector of
// eight, larger strides are done two at a time while the part is in the L1 cache.
//
// B, any ±1 matrix [K, K]: K² additions done naively. We use the "four Russians" idea of Arlazarov, Dinic, Kronrod and
// Faradzhev: cut the K inputs into groups of four, form the 16 signed sums of each group once, and every output row
// is then K/4 table look-ups and additions instead of K multiply-adds. A table for 16 neighbouring columns of the
// [K, m] view fits the L1 cache; large bases are worked off in slices of groups.
//
// When m < 16 the columns of several rows are put side by side, so that the vectors stay full.
//
// Only additions and one multiplication by the scale: the result is the same for every instruction set and any number
// of threads.
#include "numeric/hadamardkernel.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include "base/parallel.h"
#include "numeric/simd.h"

namespace quantscope {
namespace {

constexpr int64_t tileColumns = 16;
constexpr int64_t sliceGroups = 20;

SumTable makeSumTable(const at::Tensor& base)
{
    SumTable table;
    table.order = base.size(0);
    table.groups = (table.order + 3) / 4;
    table.offsets.resize(static_cast<size_t>(table.order * table.groups));
    const auto values = base.accessor<float, 2>();
    for (int64_t row = 0; row < table.order; ++row) {
        for (int64_t column = 0; column < table.order; ++column) {
            const int64_t group = column / 4;
            const uint32_t bit = values[row][column] < 0 ? 1u << (column % 4) : 0u;
            table.offsets[row * table.groups + group] += bit * tileColumns;
        }
        for (int64_t group = 0; group < table.groups; ++group)
            table.offsets[row * table.groups + group] += static_cast<uint32_t>(group % sliceGroups * 16 * tileColumns);
    }
    return table;
}

// Walsh–Hadamard over every `m` consecutive values, scaled; length is a multiple of 16, m a power of two.
QUANTSCOPE_CLONES void walshSmall(const float* in, float* out, int64_t length, int64_t m, float scale)
{
    const Float8 sign1 = {1, -1, 1, -1, 1, -1, 1, -1};
    const Float8 sign2 = {1, 1, -1, -1, 1, 1, -1, -1};
    const Float8 sign4 = {1, 1, 1, 1, -1, -1, -1, -1};
    for (int64_t i = 0; i < length; i += 8) {
        Float8 v = *reinterpret_cast<const Float8At*>(in + i) * scale;
        if (m > 1)
            v = v * sign1 + __builtin_shufflevector(v, v, 1, 0, 3, 2, 5, 4, 7, 6);
        if (m > 2)
            v = v * sign2 + __builtin_shufflevector(v, v, 2, 3, 0, 1, 6, 7, 4, 5);
        if (m > 4)
            v = v * sign4 + __builtin_shufflevector(v, v, 4, 5, 6, 7, 0, 1, 2, 3);
        *reinterpret_cast<Float8At*>(out + i) = v;
    }
}

// Butterflies of stride h, and of 2h too when `two` is set, inside parts of the given length.
QUANTSCOPE_CLONES void walshStage(float* data, int64_t length, int64_t h, bool two)
{
    const int64_t step = two ? 4 * h : 2 * h;
    for (int64_t start = 0; start < length; start += step) {
        float* p = data + start;
        for (int64_t i = 0; i < h; i += 8) {
            Float8At* a = reinterpret_cast<Float8At*>(p + i);
            Float8At* b = reinterpret_cast<Float8At*>(p + i + h);
            const Float8 sum = *a + *b;
            const Float8 difference = *a - *b;
            if (!two) {
                *a = sum;
                *b = difference;
                continue;
            }
            Float8At* c = reinterpret_cast<Float8At*>(p + i + 2 * h);
            Float8At* d = reinterpret_cast<Float8At*>(p + i + 3 * h);
            const Float8 sumUpper = *c + *d;
            const Float8 differenceUpper = *c - *d;
            *a = sum + sumUpper;
            *b = difference + differenceUpper;
            *c = sum - sumUpper;
            *d = difference - differenceUpper;
        }
    }
}

void walshStages(float* data, int64_t length, int64_t from, int64_t m)
{
    int64_t h = from;
    for (; 4 * h <= m; h *= 4)
        walshStage(data, length, h, true);
    if (2 * h <= m)
        walshStage(data, length, h, false);
}

void walsh(const float* in, float* out, int64_t length, int64_t m, float scale)
{
    constexpr int64_t cacheFloats = 4096;
    for (int64_t start = 0; start < length; start += cacheFloats) {
        const int64_t count = std::min(cacheFloats, length - start);
        walshSmall(in + start, out + start, count, m, scale);
        walshStages(out + start, count, 8, std::min(m, cacheFloats));
    }
    if (m > cacheFloats)
        walshStages(out, length, cacheFloats, m);
}

// The 16 signed sums of four rows of 16 values; bit j of the sum's number makes row j negative.
QUANTSCOPE_CLONES void signedSums(const float* in, int64_t stride, int64_t present, float* table)
{
    for (int64_t half = 0; half < tileColumns; half += 8) {
        Float8 x[4] = {};
        for (int64_t row = 0; row < present; ++row)
            x[row] = *reinterpret_cast<const Float8At*>(in + row * stride + half);
        const Float8 plus = x[0] + x[1];
        const Float8 minus = x[0] - x[1];
        const Float8 low[4] = {plus, -minus, minus, -plus};
        const Float8 plusHigh = x[2] + x[3];
        const Float8 minusHigh = x[2] - x[3];
        const Float8 high[4] = {plusHigh, -minusHigh, minusHigh, -plusHigh};
        for (int sum = 0; sum < 16; ++sum)
            *reinterpret_cast<Float8At*>(table + sum * tileColumns + half) = low[sum & 3] + high[sum >> 2];
    }
}

// out[row] (+)= the chosen sums of one slice of groups, for 16 columns.
QUANTSCOPE_CLONES void addSums(const float* table, const uint32_t* offsets, int64_t offsetStride, int64_t groups,
                               int64_t rows, bool first, float* out, int64_t outStride)
{
    int64_t row = 0;
    for (; row + 4 <= rows; row += 4) {
        Float8 sum[4][2] = {};
        const uint32_t* o = offsets + row * offsetStride;
        for (int64_t g = 0; g < groups; ++g) {
            for (int r = 0; r < 4; ++r) {
                const float* entry = table + o[r * offsetStride + g];
                sum[r][0] += *reinterpret_cast<const Float8At*>(entry);
                sum[r][1] += *reinterpret_cast<const Float8At*>(entry + 8);
            }
        }
        for (int r = 0; r < 4; ++r) {
            Float8At* to = reinterpret_cast<Float8At*>(out + (row + r) * outStride);
            Float8At* toHigh = reinterpret_cast<Float8At*>(out + (row + r) * outStride + 8);
            *to = first ? sum[r][0] : *to + sum[r][0];
            *toHigh = first ? sum[r][1] : *toHigh + sum[r][1];
        }
    }
    for (; row < rows; ++row) {
        for (int64_t half = 0; half < tileColumns; half += 8) {
            Float8 sum = {};
            for (int64_t g = 0; g < groups; ++g)
                sum += *reinterpret_cast<const Float8At*>(table + offsets[row * offsetStride + g] + half);
            Float8At* to = reinterpret_cast<Float8At*>(out + row * outStride + half);
            *to = first ? sum : *to + sum;
        }
    }
}

// out = base · in for 16 columns of a [K, ·] view; in and out are different memory.
void applyBase(const SumTable& base, const float* in, int64_t inStride, float* out, int64_t outStride)
{
    alignas(64) float table[sliceGroups * 16 * tileColumns];
    for (int64_t start = 0; start < base.groups; start += sliceGroups) {
        const int64_t groups = std::min(sliceGroups, base.groups - start);
        for (int64_t g = 0; g < groups; ++g) {
            const int64_t row = 4 * (start + g);
            signedSums(in + row * inStride, inStride, std::min<int64_t>(4, base.order - row),
                       table + g * 16 * tileColumns);
        }
        addSums(table, base.offsets.data() + start, base.groups, groups, base.order, start == 0, out, outStride);
    }
}

// To the nearest bfloat16, ties to even. Values here are finite or stay what they are.
void roundBfloat16(float* data, int64_t count)
{
    for (int64_t i = 0; i < count; ++i)
        data[i] = static_cast<float>(at::BFloat16(data[i]));
}

void wideRow(const SumTable& base, int64_t m, bool rounding, float scale, const float* in, float* out, float* buffer)
{
    const int64_t size = base.order * m;
    if (base.order == 1) {
        walsh(in, out, size, m, scale);
        if (rounding)
            roundBfloat16(out, size);
        return;
    }
    walsh(in, buffer, size, m, scale);
    if (rounding)
        roundBfloat16(buffer, size);
    for (int64_t column = 0; column < m; column += tileColumns)
        applyBase(base, buffer + column, m, out + column, m);
}

// m < 16: 16 / m rows side by side in `buffer` [2, K, 16].
void narrowRows(const SumTable& base, int64_t m, bool rounding, float scale, const float* in, float* out, int64_t rows,
                float* buffer)
{
    const int64_t size = base.order * m;
    const int64_t area = base.order * tileColumns;
    std::fill(buffer, buffer + area, 0.f);
    for (int64_t row = 0; row < rows; ++row) {
        for (int64_t k = 0; k < base.order; ++k)
            std::memcpy(buffer + k * tileColumns + row * m, in + row * size + k * m, sizeof(float) * m);
    }
    walsh(buffer, buffer, area, m, scale);
    if (rounding)
        roundBfloat16(buffer, area);
    const float* result = buffer;
    if (base.order > 1) {
        applyBase(base, buffer, tileColumns, buffer + area, tileColumns);
        result = buffer + area;
    }
    for (int64_t row = 0; row < rows; ++row) {
        for (int64_t k = 0; k < base.order; ++k)
            std::memcpy(out + row * size + k * m, result + k * tileColumns + row * m, sizeof(float) * m);
    }
}

}

HadamardPlan makeHadamardPlan(const at::Tensor& base)
{
    const at::Tensor onCpu = base.cpu().to(at::kFloat).contiguous();
    return {makeSumTable(onCpu), makeSumTable(onCpu.t().contiguous())};
}

void hadamardRows(const SumTable& base, int64_t m, bool roundToBfloat16, const float* in, float* out, int64_t rows,
                  int threads)
{
    const int64_t size = base.order * m;
    const auto scale = static_cast<float>(1 / std::sqrt(static_cast<double>(size)));
    const int64_t together = std::max<int64_t>(1, tileColumns / m);
    // About 64k values a task; a multiple of the rows that share a tile.
    const int64_t chunk = (std::max<int64_t>(1, 65536 / size) + together - 1) / together * together;
    const auto task = [&](int64_t index) {
        std::vector<float> buffer(static_cast<size_t>(std::max(size, 2 * base.order * tileColumns)));
        const int64_t end = std::min(rows, (index + 1) * chunk);
        for (int64_t row = index * chunk; row < end; row += together) {
            const float* from = in + row * size;
            float* to = out + row * size;
            if (m >= tileColumns)
                wideRow(base, m, roundToBfloat16, scale, from, to, buffer.data());
            else
                narrowRows(base, m, roundToBfloat16, scale, from, to, std::min(together, end - row), buffer.data());
        }
    };
    parallelFor((rows + chunk - 1) / chunk, threads, task);
}

}
