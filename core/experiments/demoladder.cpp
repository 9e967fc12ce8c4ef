// SPDX-License-Identifier: GPL-3.0-or-later
// The demo's ladder: what breaks it, what helps a little, what heals it. Every step quantizes the demo's own way with
// 128 questions for GPTQ and for calibration; the counts of correct answers were measured with `quantscope-cli ablation
// --ladder`.
#include "experiments/ablation.h"

#include <array>
#include <string>

#include "experiments/presets.h"

namespace quantscope {
namespace {

struct Rung
{
    AblationStep step;
    Recipe (*make)();
};

Recipe preset(std::string_view id)
{
    return findPreset(id)->make();
}

// Vision tower and language model W8A8 by GPTQ; the projector stays in floating point.
Recipe twoTowers()
{
    Recipe recipe;
    for (const Tower tower : {Tower::Vision, Tower::Llm})
        recipe.tower(tower).scheme.weightBits = recipe.tower(tower).scheme.activationBits = 8;
    for (const Tower tower : allTowers())
        recipe.tower(tower).scheme.actOrder = true;
    recipe.calibration.weightSamples = recipe.calibration.activationSamples = 128;
    return recipe;
}

Recipe withObserver(bool rotated, const char* observer)
{
    auto recipe = twoTowers();
    for (const Tower tower : allTowers()) {
        auto& part = recipe.tower(tower);
        part.fuseNorms = rotated;
        part.scheme.activationStatic = true;
        part.scheme.observer = observer;
    }
    recipe.vision.rotate = recipe.llm.rotate = rotated;
    return recipe;
}

constexpr Rung rungs[] = {
    {{"naive", "Naive static W8A8",
      "One scale per tensor from its largest value: a few large channels take the range, the others keep a handful of "
      "levels; norms stay as they are, which MQuant's code would fold",
      4},
     [] { return preset("naive-static-w8a8"); }},
    {{"minmax", "Static W8A8, minmax, GPTQ", "GPTQ mends weights, and here the scales of the activations are at fault",
      2},
     [] { return withObserver(false, "minmax"); }},
    {{"omse", "Static W8A8, OMSE, GPTQ",
      "The scale with the smallest squared error keeps the large channels and little else", 54},
     [] { return withObserver(false, "omse"); }},
    {{"ema", "Static W8A8, EMA, GPTQ", "A moving average of the extremes cuts the rarest of them off", 263},
     [] { return withObserver(false, "ema"); }},
    {{"percentile", "Static W8A8, percentile, GPTQ",
      "Cutting the largest values off helps the many small ones, but those channels carry much of the signal: not "
      "enough",
      276},
     [] { return withObserver(false, "percentile"); }},
    {{"dynamic", "Dynamic W8A8, GPTQ",
      "A scale per token, found while the model runs: better, at a cost in every layer", 325},
     twoTowers},
    {{"rotated-minmax", "Rotated static W8A8, minmax, GPTQ",
      "Rotation spreads the channels of the residual streams; those in front of the down projections stay", 104},
     [] { return withObserver(true, "minmax"); }},
    {{"rotated-ema", "Rotated static W8A8, EMA, GPTQ", "Rotation and a moving average of the extremes", 350},
     [] { return withObserver(true, "ema"); }},
    {{"rotated-percentile", "Rotated static W8A8, percentile, GPTQ",
      "Rotation and an observer together answer like the float model, with static scales and no work at run time", 351},
     [] { return withObserver(true, "percentile"); }},
    {{"quarot", "QuaRot-style W4A4", "Rotated, with 4-bit weights and 4-bit dynamic activations: too few levels", 249},
     [] { return preset("quarot"); }},
    {{"mquant", "MQuant W8A8 + W4A8",
      "Rotation, online Hadamard and GPTQ: static scales, and the language model's weights at half the size", 347},
     [] { return preset("mquant-w8a8-w4a8"); }},
    {{"mquant-w4", "MQuant W4A8 + W4A8", "The vision tower's weights have 4 bits as well", 353},
     [] { return preset("mquant-w4a8-w4a8"); }},
    {{"mquant-paper", "MQuant as in the paper",
      "With modality scales, AIFS and RMS split, whose channel is quantized too", 349},
     [] { return preset("mquant-paper"); }},
    {{"w4-rtn", "W4A16 RTN", "4-bit weights rounded to nearest, activations in float: half of the answers are lost",
      173},
     [] { return preset("w4a16-rtn"); }},
    {{"w4-gptq", "W4A16 GPTQ", "The same bits by GPTQ, which passes the error of each column on to the next", 348},
     [] { return preset("w4a16-gptq"); }},
};

constexpr auto ladderSteps = [] {
    std::array<AblationStep, std::size(rungs)> list;
    for (size_t i = 0; i < list.size(); ++i)
        list[i] = rungs[i].step;
    return list;
}();

}

const Ablation& demoLadder()
{
    static constexpr Ablation ladder{"ladder", ladderSteps, [](size_t step) { return rungs[step].make(); }};
    return ladder;
}

}
