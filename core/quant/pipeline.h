#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "io/dataset.h"
#include "model/bundle.h"
#include "quant/calibrate.h"
#include "quant/layererrors.h"
#include "quant/layerreport.h"
#include "quant/plan.h"
#include "quant/quantize.h"

namespace quantscope {

struct PipelineOptions
{
    int threads = 1;
    std::filesystem::path dumpWeights; // write the quantized weights here
    std::filesystem::path loadWeights; // read them instead of quantizing
    bool measureErrors = true;
};

struct PipelineResult
{
    Model reference; // after the transforms, before any rounding
    Model model;     // quantized
    Plan plan;
    SizeEstimate size;
    std::vector<LayerReport> layers;
    std::vector<std::string> warnings, fallbacks;
    std::vector<StageTiming> timings;
    CalibrationUse calibration;
};

// The transforms of the recipe, in the reference's order: layer scale, norms, rotation, online Hadamard, split.
Model transformModel(const Model&, const Recipe&, const Plan&);

// Transforms, weights, activation scales and layer errors. Error when validate() finds one.
PipelineResult runPipeline(const Bundle&, const Recipe&, const Dataset& calibration, const PipelineOptions&,
                           const Progress& = {});

}
