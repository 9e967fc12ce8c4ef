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
#include "checkpoint/loadedmodel.h"
#include "quant/calibrate.h"
#include "quant/layererrors.h"
#include "quant/layerinputs.h"
#include "quant/plan.h"
#include "quant/quantize.h"
#include "quant/transforms.h"
#include "run/runmodels.h"
#include "run/runrecord.h"
#include "tasks/dataset.h"

namespace quantscope {

// A run's record beside its tensors.
struct RunResult
{
    RunRecord record;
    RunModels models;
};

struct PipelineOptions
{
    int threads = 1;
    std::filesystem::path dumpWeights; // write the quantized weights here
    std::filesystem::path loadWeights; // read them instead of quantizing
    bool measureErrors = true;
    bool strict = false; // a calibration question that cannot be used ends the run; else it is left out
    bool profileInputs = false;
    StageCache* cache = nullptr; // stages whose results it holds are not run again

    // For those who watch: a layer's weight is quantized, a layer's error is known, `fraction` of a stage is done,
    // models of the result are new. From the thread of the run; a stage that is reused reports all its layers at once.
    std::function<void(LayerIndex, const WeightOutcome&)> weightDone;
    std::function<void(LayerIndex, const LayerError&)> errorDone;
    std::function<void(Stage, double fraction)> stageProgress;
    std::function<void(const RunModels&)> updated;
};

// The transforms of the recipe, in the reference's order: layer scale, norms, rotation, online Hadamard, split.
Model transformModel(const Model&, const Recipe&, const Plan&, const TransformWork& = {});

// The same for one layer at a time, without the others: what draws on the whole model is drawn once. Safe to call from
// several threads; keeps a copy of the model, which shares its tensors.
class LayerTransforms
{
public:
    LayerTransforms(Model, const Plan&);
    Linear operator()(LayerIndex, int threads = 1) const;

private:
    Model m_model;
    Plan m_plan;
    Rotations m_rotations;
};

// Transforms, weights, activation scales and layer errors, without answers: the record knows its recipe, layers, size,
// notes and timings. Error when validate() finds one.
RunResult runPipeline(const LoadedModel&, const Recipe&, const Dataset& calibration, const PipelineOptions&,
                      const Progress& = {});

}
