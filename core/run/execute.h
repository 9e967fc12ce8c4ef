// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "run/pipeline.h"
#include "run/runrecord.h"
#include "run/workspace.h"

namespace quantscope {

// For those who watch a run. Called from its threads, `answered` one batch at a time.
struct RunEvents
{
    std::function<void(LayerIndex, const WeightOutcome&)> weightQuantized;
    std::function<void(LayerIndex, const LayerError&)> layerMeasured;
    std::function<void(Stage, double fraction)> stageProgress;
    std::function<void(const RunModels&)> modelsChanged;
    std::function<void(const std::vector<Prediction>&)> answered;
};

// What besides answers and errors is wanted. None of it changes a number.
struct ExecuteOptions
{
    bool strict = false; // the first question that cannot be asked ends the run
    bool profileInputs = false; // for views of layers
    int64_t profileSamples = 8; // calibration questions that a float run profiles
    int64_t visualBytes = 0; // of visual tokens that are kept in memory for the next run of another language model
    std::filesystem::path dumpWeights; // write the quantized weights here
    std::vector<Prediction> known; // answers of this very spec from a run that was interrupted; not asked again
};

// One run from its first stage to its score: plan, transform, quantize, calibrate, layer errors, answer, score. Stages
// whose results are in the workspace's caches are not run again. Error when the recipe cannot run on the model.
RunResult execute(const Workspace&, const RunSpec&, const RunEvents&, const ExecuteOptions&, const Progress& = {});

// A record that knows what the run will work on, and nothing of its results.
RunRecord startRecord(const Workspace&, const RunSpec&);

}
