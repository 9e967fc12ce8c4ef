// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "numeric/histogram.h"
#include "quant/layerreport.h"

namespace quantscope {

// A uniform grid to draw: level(code) = (code - zero) · scale for low <= code <= high.
struct GridView
{
    double scale = 1, zero = 0;
    int low = 0, high = 0;
    double clippedShare = 0; // of the values that are quantized with grids like this one
    int64_t grids = 1; // how many such grids the tensor has; more than one: this is one of them
    bool perToken = false; // found at run time; drawn for the widest token

    int levels() const
    {
        return high - low + 1;
    }
    double level(int code) const
    {
        return (code - zero) * scale;
    }
};

// The largest |ΔW| in each cell of a picture of the weight, rows (output channels) by columns (input channels).
struct HeatMap
{
    int64_t rows = 0, columns = 0; // of the weight
    int64_t cellRows = 0, cellColumns = 0; // of the picture
    std::vector<float> cells; // [cellRows · cellColumns]
};

struct WeightView
{
    int64_t rows = 0; // output channels
    int64_t row = -1; // the one that the histograms show; -1: all
    Histogram before, after; // the checkpoint's weight, and after folding and rotation
    std::optional<GridView> grid; // of `row`, or with -1 of the row with the median scale
    std::vector<float> columnMaxBefore, columnMaxAfter; // max |w| of every input channel
    std::optional<HeatMap> error;
};

struct InputView
{
    Histogram before; // all tokens, as in the checkpoint
    Histogram image, text; // after folding, rotation and online Hadamard
    std::optional<GridView> grid; // of all tokens, or with `imageGrid` of text tokens
    std::optional<GridView> imageGrid; // of image tokens, where they have their own
    std::vector<float> channelMaxBefore, channelMaxAfter;
};

// What rounding one layer anew did, with inputs of the float model; a run's own numbers follow later.
struct PreviewedLayer
{
    WeightOutcome weight;
    std::optional<ErrorMetrics> isolated; // unset: no inputs are known yet
    bool nearest = false; // the weight is rounded to nearest until they are, whatever the method
};

// All that the distribution views draw about one layer.
struct LayerView
{
    Layer layer;
    Scheme scheme;
    WeightView weight;
    std::optional<InputView> input; // unset until calibration questions have passed the layer
    std::optional<PreviewedLayer> preview; // set: the layer is not as a run has left it
};

}
