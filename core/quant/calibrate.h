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
    int64_t newTokens = 20;
    int64_t together = 0; // questions answered at a time; 0: by their tokens on a CPU, several on a GPU
};

struct CalibratedModel
{
    Model model;
    std::vector<std::optional<ActivationRange>> ranges; // parallel to Model::sites, set for static sites
};

// Static scales for the planned layers: samples are answered with quantized weights and float activations, `newTokens`
// tokens each and one for the last sample as in the reference, while every static layer's observer watches its input.
// Dynamic layers get their format. Observers that depend on order see the samples one after the other.
CalibratedModel calibrateActivations(Model, const Plan&, std::span<const GenerationInput> samples, const CalibrateOptions&,
                                     const Progress& = {});

// Both ends of the range times the ratio: the zero point stays where it is.
StaticGrid clippedGrid(StaticGrid, double ratio);

// Rows of the calibration data for static ranges: every ⌈n / wanted⌉-th, or the first ones.
std::vector<size_t> calibrationRows(size_t available, int64_t wanted, bool spread);

}
