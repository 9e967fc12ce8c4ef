// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "engine/feed.h"
#include "quant/layerreport.h"
#include "run/runrecord.h"
#include "run/stage.h"
#include "tasks/prediction.h"

namespace quantscope {

struct RunModels;
using ModelsPtr = std::shared_ptr<const RunModels>;

// What the answers mean that the float model gives before a run, and where it gave them.
struct FloatFacts
{
    ProtocolFacts protocol;
    Environment environment;
};

// What a run has come to since it was last asked.
struct RunNews : JobStatus
{
    std::vector<std::pair<LayerIndex, WeightOutcome>> weights;
    std::vector<std::pair<LayerIndex, LayerError>> errors;
    std::vector<Prediction> answers, floatAnswers; // the latter of a run that the float model goes before
    std::optional<FloatFacts> floatFacts; // of these
    std::vector<std::string> problems; // with the store, sentences
    std::optional<Stage> at; // what `stage` says
    bool models = false; // those that the backend holds are newer ones
};

using RunFeed = Feed<RunNews>;
using FeedPtr = std::shared_ptr<RunFeed>;

}
