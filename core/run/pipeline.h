// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/message.h"
#include "cache/stagecache.h"
#include "model/bundle.h"
#include "quant/calibrate.h"
#include "quant/layererrors.h"
#include "quant/layerinputs.h"
#include "quant/layerreport.h"
#include "quant/plan.h"
#include "quant/quantize.h"
#include "tasks/dataset.h"

namespace quantscope {

struct PipelineResult
{
    Model reference; // after the transforms, before any rounding
    Model model; // quantized
    Plan plan;
    SizeEstimate size;
    std::vector<LayerReport> layers;
    std::vector<Message> warnings, fallbacks;
    std::vector<StageTiming> timings;
    std::vector<std::string> reused; // stages whose results were at hand
    std::string outputKey; // all that an answer depends on: weights and input grids by content
    std::string visionKey; // all that the decoder's visual input depends on
    CalibrationUse calibration;
    LayerInputsPtr inputsBefore, inputsAfter; // of the checkpoint, and of `reference`; with profileInputs
};

struct PipelineOptions
{
    int threads = 1;
    std::filesystem::path dumpWeights; // write the quantized weights here
    std::filesystem::path loadWeights; // read them instead of quantizing
    bool measureErrors = true;
    bool profileInputs = false;
    StageCache* cache = nullptr; // stages whose results it holds are not run again

    // For those who watch: a layer's weight is rounded, a layer's error is known, `fraction` of a stage is done, models
    // or layers of the result are new. From the thread of the run; a stage that is reused reports all its layers at
    // once.
    std::function<void(SiteIndex, const WeightOutcome&)> weightDone;
    std::function<void(SiteIndex, const LayerError&)> errorDone;
    std::function<void(std::string_view stage, double fraction)> stageProgress;
    std::function<void(const PipelineResult&)> updated;
};

// The transforms of the recipe, in the reference's order: layer scale, norms, rotation, online Hadamard, split.
Model transformModel(const Model&, const Recipe&, const Plan&);

// Transforms, weights, activation scales and layer errors. Error when validate() finds one.
PipelineResult runPipeline(const Bundle&, const Recipe&, const Dataset& calibration, const PipelineOptions&,
                           const Progress& = {});

}
