// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "quant/plan.h"

namespace quantscope {

// Editing a recipe's overrides one field at a time, for exactly the layers that a match names. An override of a single
// layer lies behind those of its block, and these behind all others, so that the narrower one wins.
Match layerMatch(const Layer&);
Match blockMatch(Tower, int block);

// The value that this very match sets, if it does.
std::optional<nlohmann::json> overrideValue(const Recipe&, const Match&, std::string_view field);
// Error when the value does not suit the field.
void setOverride(Recipe&, const Match&, std::string_view field, const nlohmann::json& value);
// True when there was one. An override without fields left is removed.
bool clearOverride(Recipe&, const Match&, std::string_view field);
bool clearOverrides(Recipe&, const Match&);

// The override that gives this layer the field's value, -1 when it is the tower's own.
int winningOverride(const Recipe&, const Plan&, LayerIndex, std::string_view field);

// "llm block 3", "vision, mlp_down", "language_model.model.layers.3.mlp.down_proj": for people.
std::string describeMatch(const Match&);

}
