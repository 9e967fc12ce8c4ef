// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "cache/stagecache.h"
#include "diagnosis/diagnose.h"
#include "model/loadedmodel.h"
#include "quant/layerinputs.h"
#include "tasks/dataset.h"

namespace quantscope {

// A finished run with all that its diagnosis looks at.
struct DiagnosedRun
{
    const LoadedModel& loaded;
    const Dataset& calibration;
    const Model& reference; // transformed
    const Model& quantized;
    std::span<const LayerReport> layers;
    const LayerInputs* inputs = nullptr; // of `reference`; null: causes in the inputs stay unseen
    CauseContext context;
    int threads = 1;
};

// Checks the transforms over two calibration questions, then looks at every layer.
Diagnosis diagnoseRun(const DiagnosedRun&, const Progress& = {});

// The quantized model of another recipe, without layer errors: what trying a fix needs.
Model quantizedModel(const LoadedModel&, const Recipe&, const Dataset& calibration, StageCache*, int threads,
                     const Progress& = {});

}
