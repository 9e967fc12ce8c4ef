// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/message.h"
#include "model/outline.h"
#include "quant/recipe.h"

namespace quantscope {

// One change of a recipe as data: a scheme field of the layers that `match` names, or with a pointer such as
// "/towers/llm/rotate" a setting of the recipe file.
struct RecipeEdit
{
    std::string pointer;
    Match match;
    std::string field;
    nlohmann::json value;

    bool operator==(const RecipeEdit&) const = default;
};

// What would help, as a clause and as edits that go together.
struct Fix
{
    Message message;
    std::vector<RecipeEdit> edits;

    bool operator==(const Fix&) const = default;
};

// Error when a field does not exist or a value does not suit it.
Recipe applyFix(const Recipe&, const Fix&);

// Runs of the recipe with the fix differ from those without: it sets something new that the protocol does not overrule.
bool changesRuns(const Recipe&, const ModelOutline&, const Fix&);

// The fix, if it changes runs of this recipe and the changed one can run on the model; else nothing.
std::optional<Fix> usableFix(const Recipe&, const ModelOutline&, Fix);

RecipeEdit layerEdit(const Layer&, std::string field, nlohmann::json value);
RecipeEdit towerEdit(Tower, const std::string& setting, nlohmann::json value);
// What rotates a tower: its norms have to be folded, and for the vision tower the projector's too.
std::vector<RecipeEdit> rotationEdits(Tower);

}
