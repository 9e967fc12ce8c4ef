// SPDX-License-Identifier: GPL-3.0-or-later
// Counts of correct answers were measured by tests/bench/first_minute.
#include "experiments/demotour.h"

#include "base/error.h"
#include "experiments/presets.h"

namespace quantscope {
namespace {

constexpr int64_t calibrationQuestions = 32, questions = 60;

constexpr TourStep demoSteps[] = {
    {"Naive", "Static W8A8", "One range per tensor: a few large channels leave the others no levels.",
     "activation_static", 1},
    {"Observer", "Static W8A8, percentile", "Ranges without the largest values: better, but these carry the signal.",
     "observer", 40},
    {"Rotation", "Rotated static W8A8, percentile", "A Hadamard rotation spreads the large channels over all of them.",
     "rotate", 54},
};

Recipe naive()
{
    auto recipe = findPreset("naive-static-w8a8")->make();
    recipe.calibration.activationSamples = calibrationQuestions;
    return recipe;
}

}

std::span<const TourStep> tourSteps()
{
    return demoSteps;
}

Recipe tourRecipe(size_t index)
{
    if (index >= std::size(demoSteps))
        throw Error("the first steps have no step " + std::to_string(index));
    auto recipe = naive();
    for (const Tower tower : allTowers()) {
        auto& part = recipe.tower(tower);
        if (index >= 1)
            part.scheme.observer = "percentile";
        part.fuseNorms = index >= 2;
        part.rotate = index >= 2 && tower != Tower::Projector;
    }
    recipe.name = demoSteps[index].run;
    return recipe;
}

QuestionSubset tourQuestions()
{
    return stratifiedQuestions(questions);
}

}
