// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "model/generate.h"
#include "quant/layerreport.h"
#include "quant/plan.h"

namespace quantscope {

struct CalibrateOptions
{
    int threads = 1;
    GenerationOptions generation;
    int64_t newTokens = 20, lastNewTokens = 1; // of the last sample
    int64_t together = 0; // questions answered at a time; 0: by their tokens on a CPU, several on a GPU
};

struct CalibratedModel
{
    Model model;
    // Parallel to Model::layers. `ranges` are set for static layers, those of text rows where image rows have their
    // own.
    std::vector<std::optional<ActivationRange>> ranges, imageRanges, rmsRanges;
    std::vector<std::vector<Message>> fallbacks; // scales that could not be made as planned
};

// How the layer rounds its input and its split channel, without any static scale. A dynamic range of one channel of one
// token is its value, so that a split channel stays as it is unless ranges are dynamic per tensor.
void setInputFormats(Linear&, const Scheme&);

// Static scales for the planned layers: samples are answered with quantized weights and float activations, `newTokens`
// tokens each and `lastNewTokens` of the last sample, while every static layer's observer watches its input.
// Dynamic layers get their format. Observers that depend on order see the samples one after the other.
CalibratedModel calibrateActivations(Model, const Plan&, std::span<const GenerationInput> samples,
                                     const CalibrateOptions&, const Progress& = {});

// Both ends of the range times the ratio: the zero point stays where it is.
StaticGrid clippedGrid(StaticGrid, double ratio);

// Rows of the calibration data for static ranges: every ⌈n / wanted⌉-th, or the first ones.
std::vector<size_t> calibrationRows(size_t available, int64_t wanted, bool spread);

}
