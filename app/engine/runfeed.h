// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "engine/feed.h"
#include "quant/layerreport.h"
#include "tasks/prediction.h"

namespace quantscope {

struct RunModels;
using ModelsPtr = std::shared_ptr<const RunModels>;

// What a run has come to since it was last asked.
struct RunNews : JobStatus
{
    std::vector<std::pair<LayerIndex, WeightOutcome>> weights;
    std::vector<std::pair<LayerIndex, LayerError>> errors;
    std::vector<Prediction> answers, floatAnswers; // the latter of a run that the float model goes before
    std::vector<std::string> problems; // with the store, sentences
    bool models = false; // those that the backend holds are newer ones
};

using RunFeed = Feed<RunNews>;
using FeedPtr = std::shared_ptr<RunFeed>;

}
