// SPDX-License-Identifier: GPL-3.0-or-later
// Frequencies of the rotary embedding and their scalings, as transformers computes them (modeling_rope_utils.py):
// base^(-2i/d) in float32, then
//   Linear   every frequency divided by the factor,
//   Dynamic  base · (factor · n / N - (factor - 1))^(d / (d - 2)) for a sequence of n > N positions in training,
//   Llama3   wavelengths above N / low divided by the factor, below N / high kept, a ramp between,
//   Long     frequency i divided by the i-th short factor, in sequences longer than N by the i-th long factor,
//   Yarn     pairs of channels that turn more than `fast` times in N positions kept, those that turn less than `slow`
//            times divided by the factor, a ramp over the channels between (arXiv 2309.00071).

#include "model/rotary.h"

#include <algorithm>
#include <cmath>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/pow.h>
#include <ATen/ops/scalar_tensor.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/where.h>

namespace quantscope {
namespace {

constexpr double circle = 6.283185307179586;

bool goesByLength(const RopeConfig& rope)
{
    return rope.kind == RopeKind::Dynamic || rope.kind == RopeKind::Long;
}

double baseFor(const DecoderConfig& config, int64_t length)
{
    const auto& rope = config.rope;
    if (rope.kind != RopeKind::Dynamic || length <= config.maxPositions)
        return rope.base;
    const auto d = static_cast<double>(config.headSize);
    const double stretch =
        rope.factor * static_cast<double>(length) / static_cast<double>(config.maxPositions) - (rope.factor - 1);
    return rope.base * std::pow(stretch, d / (d - 2));
}

at::Tensor llama3(const RopeConfig& rope, const at::Tensor& frequencies)
{
    const auto trained = static_cast<double>(rope.originalPositions);
    const auto wavelength = circle / frequencies;
    const auto share =
        (trained / wavelength - rope.lowFrequencyFactor) / (rope.highFrequencyFactor - rope.lowFrequencyFactor);
    const auto slow = frequencies / rope.factor;
    const auto between = (1 - share) * slow + share * frequencies;
    const auto kept = at::where(wavelength < trained / rope.highFrequencyFactor, frequencies, between);
    return at::where(wavelength > trained / rope.lowFrequencyFactor, slow, kept);
}

// The pair of channels, not a whole one, that turns so often within the positions of training.
double pairThatTurns(const DecoderConfig& config, double turns)
{
    const auto& rope = config.rope;
    return static_cast<double>(config.headSize) *
        std::log(static_cast<double>(rope.originalPositions) / (turns * circle)) / (2 * std::log(rope.base));
}

at::Tensor yarn(const DecoderConfig& config, const at::Tensor& periods)
{
    const auto& rope = config.rope;
    double from = pairThatTurns(config, rope.fastTurns), to = pairThatTurns(config, rope.slowTurns);
    if (rope.wholeChannels) {
        from = std::floor(from);
        to = std::ceil(to);
    }
    from = std::max(from, 0.0);
    to = std::min(to, static_cast<double>(config.headSize - 1));
    if (from == to)
        to += 0.001;
    const auto slow = ((at::arange(config.headSize / 2, at::kFloat) - from) / (to - from)).clamp(0, 1);
    return 1.0 / (rope.factor * periods) * slow + 1.0 / periods * (1 - slow);
}

// [T, head size / 2]; each axis turns its own section of the frequencies.
at::Tensor anglesOf(const RopeConfig& rope, const at::Tensor& positions, const at::Tensor& frequencies)
{
    const auto of = [&](int64_t axis, const at::Tensor& some) {
        return positions.select(0, axis).to(at::kFloat).unsqueeze(1) * some.unsqueeze(0);
    };
    if (rope.sections.empty())
        return of(0, frequencies);
    std::vector<at::Tensor> parts;
    int64_t from = 0;
    for (const int64_t count : rope.sections) {
        parts.push_back(of(static_cast<int64_t>(parts.size()), frequencies.narrow(0, from, count)));
        from += count;
    }
    return at::cat(parts, 1);
}

}

at::Tensor rotaryFrequencies(const DecoderConfig& config, int64_t length)
{
    const auto& rope = config.rope;
    const auto exponent = at::arange(0, config.headSize, 2, at::kFloat) / static_cast<double>(config.headSize);
    const auto periods = at::pow(at::scalar_tensor(baseFor(config, length), at::kFloat), exponent);
    switch (rope.kind) {
    case RopeKind::Default:
    case RopeKind::Dynamic: break;
    case RopeKind::Linear: return 1.0 / periods / rope.factor;
    case RopeKind::Llama3: return llama3(rope, 1.0 / periods);
    case RopeKind::Long: {
        const auto& factors = length > rope.originalPositions ? rope.longFactors : rope.shortFactors;
        return 1.0 / (at::tensor(factors, at::kDouble).to(at::kFloat) * periods);
    }
    case RopeKind::Yarn: return yarn(config, periods);
    }
    return 1.0 / periods;
}

at::Tensor rotaryAngles(const DecoderConfig& config, const at::Tensor& positions, const std::vector<int64_t>& lengths)
{
    if (!goesByLength(config.rope))
        return anglesOf(config.rope, positions, rotaryFrequencies(config, 0));
    std::vector<at::Tensor> parts;
    int64_t offset = 0;
    for (const int64_t count : lengths) {
        const auto own = positions.narrow(1, offset, count);
        const int64_t length = count > 0 ? own.max().item<int64_t>() + 1 : 0;
        parts.push_back(anglesOf(config.rope, own, rotaryFrequencies(config, length)));
        offset += count;
    }
    return at::cat(parts);
}

}
