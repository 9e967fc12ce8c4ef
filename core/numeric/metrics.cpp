// SPDX-License-Identifier: GPL-3.0-or-later
#include "numeric/metrics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/stack.h>

#include "base/error.h"
#include "base/parallel.h"
#include "numeric/simd.h"

namespace quantscope {
namespace {

constexpr int64_t chunkSize = 65536;

struct Sums
{
    double signal = 0, noise = 0, approximation = 0, product = 0, maxAbs = 0;
};

// Eight lanes at a time in float, emptied into double every 512 values so that nothing is lost.
QUANTSCOPE_CLONES void addChunk(const float* reference, const float* approximation, int64_t count, Sums* sums)
{
    int64_t i = 0;
    while (i + 8 <= count) {
        Float8 signal = {}, noise = {}, other = {}, product = {}, largest = {};
        for (const int64_t end = std::min(count - 7, i + 512); i < end; i += 8) {
            const Float8 a = *reinterpret_cast<const Float8At*>(reference + i);
            const Float8 b = *reinterpret_cast<const Float8At*>(approximation + i);
            const Float8 d = a - b;
            const Float8 absolute = d < 0 ? -d : d;
            signal += a * a;
            other += b * b;
            product += a * b;
            noise += d * d;
            largest = absolute > largest ? absolute : largest;
        }
        for (int lane = 0; lane < 8; ++lane) {
            sums->signal += signal[lane];
            sums->noise += noise[lane];
            sums->approximation += other[lane];
            sums->product += product[lane];
            sums->maxAbs = largest[lane] > sums->maxAbs ? largest[lane] : sums->maxAbs;
        }
    }
    for (; i < count; ++i) {
        const double a = reference[i], b = approximation[i], d = a - b, absolute = d < 0 ? -d : d;
        sums->signal += a * a;
        sums->noise += d * d;
        sums->approximation += b * b;
        sums->product += a * b;
        sums->maxAbs = absolute > sums->maxAbs ? absolute : sums->maxAbs;
    }
}

Sums sumOnCpu(const at::Tensor& reference, const at::Tensor& approximation)
{
    const int64_t count = reference.numel();
    const float* a = reference.data_ptr<float>();
    const float* b = approximation.data_ptr<float>();
    std::vector<Sums> parts(static_cast<size_t>((count + chunkSize - 1) / chunkSize));
    parallelFor(static_cast<int64_t>(parts.size()), count < 4 * chunkSize ? 1 : at::get_num_threads(), [&](int64_t i) {
        addChunk(a + i * chunkSize, b + i * chunkSize, std::min(chunkSize, count - i * chunkSize), &parts[i]);
    });
    Sums total;
    for (const Sums& part : parts) {
        total.signal += part.signal;
        total.noise += part.noise;
        total.approximation += part.approximation;
        total.product += part.product;
        total.maxAbs = std::max(total.maxAbs, part.maxAbs);
    }
    return total;
}

Sums sumByTensors(const at::Tensor& reference, const at::Tensor& approximation)
{
    const at::Tensor a = reference.to(at::kDouble).flatten();
    const at::Tensor b = approximation.to(at::kDouble).flatten();
    const at::Tensor d = a - b;
    const at::Tensor sums = at::stack({a.dot(a), d.dot(d), b.dot(b), a.dot(b), d.abs().max()}).cpu();
    const auto v = sums.accessor<double, 1>();
    return {v[0], v[1], v[2], v[3], v[4]};
}

}

void ErrorAccumulator::add(const at::Tensor& reference, const at::Tensor& approximation)
{
    if (reference.sizes() != approximation.sizes())
        throw Error("error metrics: the two tensors have different shapes");
    if (reference.numel() == 0)
        return;
    const bool fast = reference.device().is_cpu() && reference.scalar_type() != at::kDouble &&
        approximation.device().is_cpu() && approximation.scalar_type() != at::kDouble;
    const Sums sums = fast ? sumOnCpu(reference.to(at::kFloat).contiguous(), approximation.to(at::kFloat).contiguous())
                           : sumByTensors(reference, approximation);
    m_count += reference.numel();
    m_signal += sums.signal;
    m_noise += sums.noise;
    m_approximation += sums.approximation;
    m_product += sums.product;
    m_maxAbs = std::max(m_maxAbs, sums.maxAbs);
}

void ErrorAccumulator::merge(const ErrorAccumulator& other)
{
    m_count += other.m_count;
    m_signal += other.m_signal;
    m_noise += other.m_noise;
    m_approximation += other.m_approximation;
    m_product += other.m_product;
    m_maxAbs = std::max(m_maxAbs, other.m_maxAbs);
}

ErrorMetrics ErrorAccumulator::metrics() const
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    ErrorMetrics result;
    result.sqnrDb = m_noise == 0 ? infinity : 10 * std::log10(m_signal / m_noise);
    result.mse = m_count > 0 ? m_noise / static_cast<double>(m_count) : 0;
    result.relativeMse = m_noise == 0 ? 0 : m_noise / m_signal;
    const double norms = std::sqrt(m_signal) * std::sqrt(m_approximation);
    result.cosine = norms > 0 ? std::clamp(m_product / norms, -1.0, 1.0) : (m_signal == m_approximation ? 1 : 0);
    result.maxAbs = m_maxAbs;
    return result;
}

int64_t ErrorAccumulator::count() const
{
    return m_count;
}

ErrorMetrics compareTensors(const at::Tensor& reference, const at::Tensor& approximation)
{
    ErrorAccumulator accumulator;
    accumulator.add(reference, approximation);
    return accumulator.metrics();
}

}
