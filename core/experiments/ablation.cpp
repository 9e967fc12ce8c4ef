// SPDX-License-Identifier: GPL-3.0-or-later
// The ablation of MQuant (arXiv 2502.00425, table 7) in finer steps: every step changes one thing in the recipe of the
// step before it. All steps calibrate as the published command does, so that only the method differs.
#include "experiments/ablation.h"

#include <array>
#include <cmath>
#include <string>

#include "base/error.h"
#include "experiments/presets.h"

namespace quantscope {
namespace {

struct Change
{
    AblationStep step;
    void (*apply)(Recipe&);
};

void startNaive(Recipe& recipe)
{
    recipe = publishedRecipe();
    for (const Tower tower : allTowers()) {
        auto& part = recipe.tower(tower);
        part.fuseNorms = part.rotate = part.onlineHadamard = false;
        part.scheme.rms = part.scheme.weightClip = part.scheme.actOrder = false;
        part.scheme.weightMethod = "rtn";
    }
}

constexpr Change changes[] = {
    {{"naive", "Naive static rounding",
      "Vision W8A8, language model W4A8: weights rounded to nearest, one calibrated scale per layer input; norms stay "
      "as they are, which MQuant's code would fold"},
     startNaive},
    {{"gptq", "+ GPTQ", "The error of every quantized weight column is passed on to the columns behind it"},
     [](Recipe& recipe) {
         for (const Tower tower : allTowers())
             recipe.tower(tower).scheme.weightMethod = "gptq";
     }},
    {{"rotate", "+ rotation",
      "Norms are folded and the residual streams turned by a Hadamard matrix: outlier channels are spread over all"},
     [](Recipe& recipe) {
         for (const Tower tower : allTowers())
             recipe.tower(tower).fuseNorms = true;
         recipe.vision.rotate = recipe.llm.rotate = true;
     }},
    {{"online", "+ online Hadamard",
      "A Hadamard transform at run time in front of the down projections and inside the projector, undone in the "
      "weights"},
     [](Recipe& recipe) {
         for (const Tower tower : allTowers())
             recipe.tower(tower).onlineHadamard = true;
     }},
    {{"split", "+ RMS split",
      "The channel that the online Hadamard makes large stays in floating point in the vision tower"},
     [](Recipe& recipe) { recipe.vision.scheme.rms = true; }},
    {{"clip", "+ clip search",
      "Every output channel looks for the range that loses least, instead of its largest weight"},
     [](Recipe& recipe) {
         for (const Tower tower : allTowers())
             recipe.tower(tower).scheme.weightClip = true;
     }},
    {{"actorder", "+ act-order",
      "GPTQ quantizes the columns with the largest inputs first. This is the published command"},
     [](Recipe& recipe) {
         for (const Tower tower : allTowers())
             recipe.tower(tower).scheme.actOrder = true;
     }},
};

constexpr auto steps = [] {
    std::array<AblationStep, std::size(changes)> list;
    for (size_t i = 0; i < list.size(); ++i)
        list[i] = changes[i].step;
    return list;
}();

Recipe upTo(size_t step)
{
    Recipe recipe;
    for (size_t i = 0; i <= step; ++i)
        changes[i].apply(recipe);
    return recipe;
}

}

const Ablation& publishedAblation()
{
    static constexpr Ablation published{"published", steps, upTo};
    return published;
}

Recipe ablationRecipe(const Ablation& ablation, size_t index)
{
    if (index >= ablation.steps.size())
        throw Error("ablation " + std::string(ablation.id) + ": there is no step " + std::to_string(index));
    auto recipe = ablation.make(index);
    recipe.name = ablation.steps[index].title;
    return recipe;
}

std::optional<double> meanSqnrDb(const std::vector<LayerReport>& layers)
{
    double sum = 0;
    int count = 0;
    for (const auto& layer : layers) {
        const double db = layer.error.accumulated.sqnrDb;
        if (!layer.measured || !(layer.scheme.quantizesWeight() || layer.scheme.quantizesActivation()) ||
            !std::isfinite(db))
            continue;
        sum += db;
        ++count;
    }
    return count > 0 ? std::optional(sum / count) : std::nullopt;
}

}
