// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "layerview/layerview.h"
#include "quant/inputprofile.h"
#include "quant/layerreport.h"

namespace quantscope {

struct Model;
struct LayerInputs;

// What the causes look at: plain numbers about one layer of a run.
struct LayerEvidence
{
    LayerReport report;
    InputProfile input; // after folding, rotation and online Hadamard; without values when unknown
    std::optional<GridView> grid; // that rounds the input, or with `imageGrid` its text rows
    std::optional<GridView> imageGrid; // that rounds the rows of image tokens, where they have their own
    std::vector<float> weightColumnMax; // max |w| of every input channel, transformed
    double weightCrest = 0; // largest |w| over the root mean square, of the median output channel
    bool online = false; // an online Hadamard transform stands in front of the layer
    int64_t rmsChannel = -1;
};

// Of a run: `reference` is the transformed model, `quantized` the model of the run; `inputs` may be null. All parallel
// to the layers.
std::vector<LayerEvidence> gatherEvidence(const Model& reference, const Model& quantized,
                                          std::span<const LayerReport> layers, const LayerInputs* inputs, int threads);

// The grid of the image rows, and the share of all inputs that lie outside their grid. Both need a grid.
const GridView& gridOfImages(const LayerEvidence&);
double clippedShare(const LayerEvidence&);

// How the input's values lie: `rest` is the largest |x| of the channels that are no outliers.
struct ChannelSpread
{
    int64_t top = -1; // the channel with the largest value
    double largest = 0; // max |x| of it
    double rest = 0;
    std::vector<int64_t> outliers; // channels above three times the 95 % quantile of all, the largest first
    int64_t dead = 0; // channels that are always zero

    // Of the range, what only the outliers use.
    double outlierShare() const
    {
        return largest > 0 ? 1 - rest / largest : 0;
    }
};

ChannelSpread channelSpread(const std::vector<float>& channelMax);

// What rounding the input to its grid costs, in shares of the energy of the values that are no outliers.
struct InputNoise
{
    double rounding = 0; // Δ²/12
    double clipping = 0; // Σ (|x| - limit)²
};

InputNoise inputNoise(const LayerEvidence&, const ChannelSpread&);

// Grid levels between the 0.1 % and the 99.9 % quantile of the values; 0 without values.
double levelsUsed(const Histogram&, const GridView&);
// Values between these two quantiles: the larger of both in absolute terms.
double typicalLimit(const Histogram&);

}
