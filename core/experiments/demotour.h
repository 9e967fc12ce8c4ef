// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

#include "quant/recipe.h"
#include "subset/questionsubset.h"

namespace quantscope {

// A step of the first minute on the demo: one switch, and what it does to the same questions.
struct TourStep
{
    std::string_view title; // on its button
    std::string_view run; // what its run is called
    std::string_view why; // a sentence for people
    std::string_view setting; // id of the recipe's setting that it changes, as in recipe files
    int demoCorrect = 0; // of tourQuestions() of the demo, on the machine of the manual
};

// What breaks the demo, what helps a little, what heals it. Quick: weights rounded to nearest, few questions for
// calibration.
std::span<const TourStep> tourSteps();
// Of step `index`, named by its `run`. Error for another index.
Recipe tourRecipe(size_t index);
QuestionSubset tourQuestions();

}
