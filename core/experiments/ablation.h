// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "quant/layerreport.h"
#include "quant/recipe.h"

namespace quantscope {

// One recipe of an ablation. Titles and reasons are English sentences for people.
struct AblationStep
{
    std::string_view id;
    std::string_view title;
    std::string_view why;
    int demoCorrect = -1; // of the demo's 400 questions on the machine of the manual; -1: not stated
};

// Recipes that are run one after the other and compared. A new step is one row in ablation.cpp or demoladder.cpp.
struct Ablation
{
    std::string_view id;
    std::span<const AblationStep> steps;
    Recipe (*make)(size_t step);
};

// "published": from naive rounding to the published command, each step keeps what the steps before it turned on.
const Ablation& publishedAblation();
// "ladder": what breaks the demo and what heals it, each step a recipe of its own.
const Ablation& demoLadder();

// The recipe of step `index`, named by its title. Error for another index.
Recipe ablationRecipe(const Ablation&, size_t index);

// The mean of the accumulated output SQNR over the layers that are quantized and measured, in dB; nothing without any.
std::optional<double> meanSqnrDb(const std::vector<LayerReport>&);

}
