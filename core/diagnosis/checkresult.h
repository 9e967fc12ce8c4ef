// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/message.h"
#include "diagnosis/recipefix.h"
#include "model/layer.h"

namespace quantscope {

// One thing that was tried: the questions with a model of which some layers are quantized.
struct CheckEvidence
{
    Message part; // "weights only", "vision block 3"
    double correct = 0;
    int64_t questions = 0;
    double klNats = 0; // KL(float ‖ this) of the next token, mean over the float answers of the first questions
    LayerIndex layer = -1; // of a single layer
    bool worst = false; // the one that the next step follows
};

// One question of the check, with what was tried and what it says.
struct CheckStep
{
    std::string id; // "float", "parts", "towers", "blocks", "layers", "look", "fix"
    Message title; // "Weights or activations?"
    std::vector<CheckEvidence> evidence;
    Message verdict, next; // empty while it runs
};

struct GuidedCheck
{
    std::vector<CheckStep> steps;
    LayerIndex layer = -1; // that it ended at
    std::optional<Fix> fix; // that it tried last
};

nlohmann::json guidedCheckToJson(const GuidedCheck&, const std::vector<Layer>&);

}
