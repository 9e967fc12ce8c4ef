// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/stage.h"

#include <array>

namespace quantscope {
namespace {

struct Row
{
    Stage stage;
    std::string_view id, title;
};

constexpr std::array stageTable{
    Row{Stage::Transform, "transform", "transform"},
    Row{Stage::ProfileInputs, "profile inputs", "profile inputs"},
    Row{Stage::ProfileTransformedInputs, "profile transformed inputs", "profile transformed inputs"},
    Row{Stage::QuantizeWeights, "quantize weights", "quantize weights"},
    Row{Stage::CalibrateActivations, "calibrate activations", "calibrate activations"},
    Row{Stage::SetActivationScales, "set activation scales", "set activation scales"},
    Row{Stage::MeasureLayerErrors, "measure layer errors", "measure layer errors"},
    Row{Stage::Answer, "evaluate", "answer questions"},
    Row{Stage::AnswerFloat, "evaluate float", "answer with the float model"},
};

}

std::string_view stageId(Stage stage)
{
    return stageTable.at(static_cast<size_t>(stage)).id;
}

std::string_view stageTitle(Stage stage)
{
    return stageTable.at(static_cast<size_t>(stage)).title;
}

std::optional<Stage> stageFromId(std::string_view id)
{
    for (const auto& row : stageTable)
        if (row.id == id)
            return row.stage;
    return {};
}

}
