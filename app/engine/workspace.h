// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/bundle.h"
#include "run/caches.h"
#include "run/pipeline.h"
#include "tasks/dataset.h"

namespace quantscope {

// What is open: a model, a benchmark and calibration questions. Never changes; opening another makes a new one.
struct Workspace
{
    Bundle bundle;
    std::shared_ptr<const Dataset> data, calibration;
};

// The models of a run, as far as it got, for views of single layers and for questions of one's own.
struct RunModels
{
    Model original, reference, model;
    LayerInputsPtr inputsBefore, inputsAfter;
    std::string outputKey; // see PipelineResult; empty for the float model and until it is known
};

// Results of earlier runs.
struct RunMemory
{
    Caches caches;
};

}
