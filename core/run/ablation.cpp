// SPDX-License-Identifier: GPL-3.0-or-later
// The ablation of MQuant (arXiv 2502.00425, table 7) in finer steps: every step changes one thing in the options of the
// step before it. All steps calibrate as the published command does, so that only the method differs.
#include "run/ablation.h"

#include <array>
#include <cmath>
#include <string>

#include "base/error.h"
#include "run/flags.h"

namespace quantscope {
namespace {

struct Change
{
    AblationStep step;
    void (*apply)(Flags&);
};

void startNaive(Flags& f)
{
    f = publishedFlags();
    f.rotate = f.rotateVisualClip = f.rotateVisualCrossAttn = f.rotateLlm = false;
    f.onlineVisualHadamard = f.onlineLlmHadamard = false;
    f.visualSplit = f.visualWClip = f.llmWClip = f.actOrder = false;
    f.visualWRtn = f.llmWRtn = true;
}

constexpr Change changes[] = {
    {{"naive", "Naive static rounding",
      "Vision W8A8, language model W4A8: weights rounded to nearest, one calibrated scale per layer input"},
     startNaive},
    {{"gptq", "+ GPTQ", "The error of every rounded weight column is passed on to the columns behind it"},
     [](Flags& f) { f.visualWRtn = f.llmWRtn = false; }},
    {{"rotate", "+ rotation",
      "Norms are folded and the residual streams turned by a Hadamard matrix: outlier channels are spread over all"},
     [](Flags& f) { f.rotate = f.rotateVisualClip = f.rotateLlm = true; }},
    {{"online", "+ online Hadamard",
      "A Hadamard transform at run time in front of the down projections and inside the projector, undone in the "
      "weights"},
     [](Flags& f) { f.rotateVisualCrossAttn = f.onlineVisualHadamard = f.onlineLlmHadamard = true; }},
    {{"split", "+ split",
      "The channel that the online Hadamard makes large stays in floating point in the vision tower"},
     [](Flags& f) { f.visualSplit = true; }},
    {{"clip", "+ clip search",
      "Every output channel looks for the range that loses least, instead of its largest weight"},
     [](Flags& f) { f.visualWClip = f.llmWClip = true; }},
    {{"actorder", "+ act-order",
      "GPTQ rounds the columns with the largest inputs first. This is the published command"},
     [](Flags& f) { f.actOrder = true; }},
};

constexpr auto steps = [] {
    std::array<AblationStep, std::size(changes)> list;
    for (size_t i = 0; i < list.size(); ++i)
        list[i] = changes[i].step;
    return list;
}();

Recipe upTo(size_t step)
{
    Flags flags;
    for (size_t i = 0; i <= step; ++i)
        changes[i].apply(flags);
    return recipeFromFlags(flags);
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
