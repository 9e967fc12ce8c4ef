// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/message.h"
#include "quant/recipe.h"

namespace quantscope {

// A recipe that others are named after: a preset, or the run that a recipe was edited from.
struct NamedRecipe
{
    std::string name;
    Recipe recipe;
};

// A name as data: what the recipe comes nearest to, and what it does otherwise.
struct RunName
{
    std::string base; // a preset's title in English, or a run's name
    std::vector<Message> changes; // clauses that follow the base; none: the recipe is the base
};

// By the fewest changes from a preset or one of the relatives; of equally near ones the first, presets before
// relatives. The recipe's own name does not count.
RunName runName(const Recipe&, std::span<const NamedRecipe> relatives = {});
// The base, three changes at most and the number of the others.
Message nameMessage(const RunName&);

// What a run of this recipe is called: "Naive static W8A8 + rotation", "MQuant W8A8 + W4A8, llm.3.down_proj W8". A name
// that somebody gave to the recipe stays, but a preset's title only where it is that preset.
std::string runTitle(const Recipe&, std::span<const NamedRecipe> relatives = {});

}
