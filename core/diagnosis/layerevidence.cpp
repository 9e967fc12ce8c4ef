// SPDX-License-Identifier: GPL-3.0-or-later
// Evidence about single layers. The noise of uniform rounding with step Δ is Δ²/12 a value; that of clipping at ±L is
// Σ (|x| - L)² over the values outside. Both are set against the energy of the values that are no outliers, because
// these are what a range that outliers blow up destroys.

#include "diagnosis/layerevidence.h"

#include <algorithm>
#include <cmath>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include "base/parallel.h"
#include "layerview/viewlayer.h"
#include "model/model.h"
#include "quant/layerinputs.h"

namespace quantscope {
namespace {

constexpr double outlierFactor = 3;
constexpr double tail = 0.001;

std::vector<float> values(const at::Tensor& x)
{
    const auto flat = x.to(at::kCPU, at::kFloat).contiguous();
    const float* data = flat.data_ptr<float>();
    return {data, data + flat.numel()};
}

double middle(const Histogram& h, size_t bin)
{
    return h.low + (static_cast<double>(bin) + 0.5) * h.binWidth();
}

// Where `share` of the counts lie below, to the precision of a bin.
double quantile(const Histogram& h, double share)
{
    const double wanted = share * h.total();
    double sum = 0;
    for (size_t bin = 0; bin < h.counts.size(); ++bin) {
        const double next = sum + h.counts[bin];
        if (next >= wanted && next > 0)
            return h.low +
                (static_cast<double>(bin) + (h.counts[bin] > 0 ? (wanted - sum) / h.counts[bin] : 0)) * h.binWidth();
        sum = next;
    }
    return h.high;
}

void lookAtWeight(const Linear& linear, LayerEvidence& evidence)
{
    const auto weight = denseWeight(linear, at::kFloat);
    evidence.weightColumnMax = values(weight.abs().amax(0));
    const auto flat = withoutRms(linear, weight);
    const auto rms = flat.square().mean(1).sqrt();
    evidence.weightCrest = (flat.abs().amax(1) / rms.clamp_min(1e-30)).median().item<double>();
}

}

std::vector<LayerEvidence> gatherEvidence(const Model& reference, const Model& quantized,
                                          std::span<const LayerReport> layers, const LayerInputs* inputs, int threads)
{
    std::vector<LayerEvidence> all(layers.size());
    parallelFor(static_cast<int64_t>(layers.size()), workersOn(reference.device(), threads), [&](int64_t layer) {
        const auto i = static_cast<size_t>(layer);
        auto& evidence = all[i];
        const auto& linear = reference.linears.at(i);
        evidence.report = layers[i];
        evidence.online = linear.online.has_value();
        evidence.rmsChannel = linear.rmsChannel;
        lookAtWeight(linear, evidence);
        if (!inputs)
            return;
        evidence.input = inputs->profiles.at(i);
        const auto view = viewInput(evidence.input, evidence.input, quantized.linears.at(i));
        evidence.grid = view.grid;
        evidence.imageGrid = view.imageGrid;
    });
    return all;
}

ChannelSpread channelSpread(const std::vector<float>& channelMax)
{
    ChannelSpread spread;
    if (channelMax.empty())
        return spread;
    auto sorted = channelMax;
    std::sort(sorted.begin(), sorted.end());
    const double usual = sorted[std::min(sorted.size() - 1, sorted.size() * 95 / 100)];
    const auto top = std::max_element(channelMax.begin(), channelMax.end());
    spread.top = top - channelMax.begin();
    spread.largest = *top;
    for (size_t channel = 0; channel < channelMax.size(); ++channel) {
        const double value = channelMax[channel];
        if (value > outlierFactor * usual)
            spread.outliers.push_back(static_cast<int64_t>(channel));
        else
            spread.rest = std::max(spread.rest, value);
        spread.dead += value == 0;
    }
    std::stable_sort(spread.outliers.begin(), spread.outliers.end(), [&](int64_t a, int64_t b) {
        return channelMax[static_cast<size_t>(a)] > channelMax[static_cast<size_t>(b)];
    });
    return spread;
}

const GridView& gridOfImages(const LayerEvidence& evidence)
{
    return evidence.imageGrid ? *evidence.imageGrid : *evidence.grid;
}

double clippedShare(const LayerEvidence& evidence)
{
    const double image = evidence.input.imageValues, text = evidence.input.textValues;
    if (!evidence.imageGrid || image + text <= 0)
        return evidence.grid->clippedShare;
    return (evidence.imageGrid->clippedShare * image + evidence.grid->clippedShare * text) / (image + text);
}

InputNoise inputNoise(const LayerEvidence& evidence, const ChannelSpread& spread)
{
    InputNoise noise;
    if (!evidence.grid)
        return noise;
    double energy = 0;
    const auto add = [&](const Histogram& values, const GridView& grid) {
        const double low = grid.level(grid.low), high = grid.level(grid.high);
        for (size_t bin = 0; bin < values.counts.size(); ++bin) {
            const double x = middle(values, bin), n = values.counts[bin];
            if (std::abs(x) <= spread.rest || spread.outliers.empty())
                energy += x * x * n;
            const double outside = x < low ? low - x : x > high ? x - high : 0;
            noise.clipping += outside * outside * n;
            noise.rounding += grid.scale * grid.scale / 12 * n;
        }
    };
    add(evidence.input.image, gridOfImages(evidence));
    add(evidence.input.text, *evidence.grid);
    if (energy <= 0)
        return {};
    noise.rounding /= energy;
    noise.clipping /= energy;
    return noise;
}

double levelsUsed(const Histogram& h, const GridView& grid)
{
    if (h.empty() || h.total() <= 0)
        return 0;
    const double used = (quantile(h, 1 - tail) - quantile(h, tail)) / grid.scale;
    return std::min<double>(used + 1, grid.levels());
}

double typicalLimit(const Histogram& h)
{
    return h.empty() ? 0 : std::max(std::abs(quantile(h, 1 - tail)), std::abs(quantile(h, tail)));
}

}
