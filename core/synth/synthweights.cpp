// SPDX-License-Identifier: GPL-3.0-or-later
#include "synth/synthweights.h"

#include <algorithm>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/erfinv.h>

#include "base/parallel.h"
#include "synth/synthrandom.h"

namespace quantscope {
namespace {

constexpr int64_t valueCount = 1 << 16;
constexpr int64_t rowsPerPart = 64;

}

std::vector<double> normalQuantiles()
{
    const auto p = (at::arange(valueCount, at::kDouble) + 0.5) / static_cast<double>(valueCount);
    const auto z = at::erfinv(2 * p - 1) * std::sqrt(2.0);
    const auto* data = z.data_ptr<double>();
    return {data, data + valueCount};
}

SynthRows::SynthRows(const SynthTensor& tensor, uint64_t seed, const std::vector<double>& quantiles)
    : m_tensor(tensor)
    , m_key(randomKey(seed, tensor.name))
{
    m_values.reserve(quantiles.size());
    for (const double z : quantiles)
        m_values.emplace_back(static_cast<float>(tensor.mean + tensor.deviation * z));
}

void SynthRows::fill(int64_t first, int64_t count, int threads, c10::BFloat16* out) const
{
    parallelFor((count + rowsPerPart - 1) / rowsPerPart, threads, [&](int64_t part) {
        const int64_t end = std::min(count, (part + 1) * rowsPerPart);
        for (int64_t row = part * rowsPerPart; row < end; ++row)
            fillRow(first + row, out + row * m_tensor.columns);
    });
    for (const auto& f : m_tensor.rowFactors) {
        if (f.index < first || f.index >= first + count)
            continue;
        auto* row = out + (f.index - first) * m_tensor.columns;
        for (int64_t column = 0; column < m_tensor.columns; ++column)
            row[column] = static_cast<float>(row[column]) * static_cast<float>(f.factor);
    }
}

void SynthRows::fillRow(int64_t row, c10::BFloat16* out) const
{
    // A random word gives four values; a row may begin inside one.
    const auto begin = static_cast<uint64_t>(row * m_tensor.columns);
    uint64_t word = randomWord(m_key, begin / 4) >> 16 * (begin % 4);
    for (int64_t column = 0; column < m_tensor.columns; ++column) {
        const uint64_t at = begin + static_cast<uint64_t>(column);
        if (at % 4 == 0)
            word = randomWord(m_key, at / 4);
        out[column] = m_values[word & (valueCount - 1)];
        word >>= 16;
    }
    for (const auto& f : m_tensor.columnFactors)
        out[f.index] = static_cast<float>(out[f.index]) * static_cast<float>(f.factor);
}

}
