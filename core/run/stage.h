// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace quantscope {

// The parts of a run in their order. A recipe is planned at once; what a run does not need, it leaves out.
enum class Stage {
    Transform,
    ProfileInputs,
    ProfileTransformedInputs,
    QuantizeWeights,
    CalibrateActivations,
    SetActivationScales,
    MeasureLayerErrors,
    Answer,
    AnswerFloat,
};

std::string_view stageId(Stage); // as reports have it: "quantize weights", "evaluate"
std::string_view stageTitle(Stage); // for people: "answer questions"
std::optional<Stage> stageFromId(std::string_view);

struct StageTiming
{
    Stage stage = Stage::Transform;
    double seconds = 0;
};

}
