#pragma once

#include "io/dataset.h"
#include "model/bundle.h"
#include "quant/pipeline.h"

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
    InputProfiles inputsBefore, inputsAfter;
};

// What one run leaves for the next; used by the engine's thread alone.
struct RunMemory
{
    StageMemory stages;
    std::string answersKey; // of the model that gave `answers`
    std::vector<std::optional<Prediction>> answers;
};

}
