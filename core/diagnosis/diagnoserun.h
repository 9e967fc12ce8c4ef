// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checkpoint/loadedmodel.h"
#include "diagnosis/checkmeasure.h"
#include "diagnosis/diagnose.h"
#include "quant/layerinputs.h"
#include "tasks/dataset.h"

namespace quantscope {

struct Workspace;

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

// Makes the models of other recipes without layer errors, which is what trying a fix needs. Refers to its arguments.
ModelMaker modelMaker(const LoadedModel&, const Dataset& calibration, StageCache*, int threads);

// Threads, caches and models of the workspace, to which the options refer then.
void useWorkspace(CheckMeterOptions&, const Workspace&, int64_t questions);

}
