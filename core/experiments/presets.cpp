// SPDX-License-Identifier: GPL-3.0-or-later
#include "experiments/presets.h"

namespace quantscope {
namespace {

Recipe everywhere(int weightBits, int activationBits)
{
    Recipe recipe;
    for (const Tower tower : allTowers()) {
        recipe.tower(tower).scheme.weightBits = weightBits;
        recipe.tower(tower).scheme.activationBits = activationBits;
    }
    return recipe;
}

// Norms folded, both streams rotated, every online Hadamard.
void rotateAll(Recipe& recipe)
{
    for (const Tower tower : allTowers())
        recipe.tower(tower).fuseNorms = recipe.tower(tower).onlineHadamard = true;
    recipe.vision.rotate = recipe.llm.rotate = true;
}

void withoutGptq(Recipe& recipe)
{
    for (const Tower tower : allTowers())
        recipe.tower(tower).scheme.weightMethod = "rtn";
}

Recipe floatRecipe()
{
    return {};
}

Recipe naiveStatic()
{
    auto recipe = everywhere(8, 8);
    withoutGptq(recipe);
    for (const Tower tower : allTowers())
        recipe.tower(tower).scheme.activationStatic = true;
    recipe.calibration.activationSamples = 128;
    return recipe;
}

Recipe dynamic8()
{
    auto recipe = everywhere(8, 8);
    withoutGptq(recipe);
    return recipe;
}

Recipe weightOnlyRtn()
{
    auto recipe = everywhere(4, 16);
    withoutGptq(recipe);
    return recipe;
}

Recipe weightOnlyGptq()
{
    auto recipe = everywhere(4, 16);
    for (const Tower tower : allTowers())
        recipe.tower(tower).scheme.actOrder = true;
    recipe.calibration.weightSamples = 128;
    return recipe;
}

// QuaRot's own setting (arXiv 2404.00456): everything rotated, GPTQ, dynamic activations per token, clipped at 0.9.
Recipe quarot()
{
    auto recipe = everywhere(4, 4);
    rotateAll(recipe);
    for (const Tower tower : allTowers()) {
        recipe.tower(tower).scheme.weightClip = true;
        recipe.tower(tower).scheme.activationClipRatio = 0.9;
    }
    recipe.calibration.weightSamples = 128;
    return recipe;
}

Recipe mquant4()
{
    auto recipe = publishedRecipe();
    recipe.vision.scheme.weightBits = recipe.projector.scheme.weightBits = 4;
    return recipe;
}

constexpr Preset presetTable[] = {
    {"float", "Float", "Nothing is quantized", floatRecipe},
    {"naive-static-w8a8", "Naive static W8A8",
     "Rounding to nearest, one static range per tensor, no rotation; norms stay as they are, which MQuant's code would "
     "fold",
     naiveStatic},
    {"dynamic-w8a8", "Dynamic W8A8",
     "Rounding to nearest, a range per token at run time, no rotation; norms stay as they are, which MQuant's code "
     "would fold",
     dynamic8},
    {"w4a16-rtn", "W4A16 RTN",
     "4-bit weights rounded to nearest, float activations; norms stay as they are, which MQuant's code would fold",
     weightOnlyRtn},
    {"w4a16-gptq", "W4A16 GPTQ",
     "4-bit weights by GPTQ with act-order, float activations; norms stay as they are, which MQuant's code would fold",
     weightOnlyGptq},
    {"quarot", "QuaRot-style W4A4", "Rotated, GPTQ, 4-bit dynamic activations per token", quarot},
    {"mquant-w8a8-w4a8", "MQuant W8A8 + W4A8", "The published command: vision 8 bits, language model 4, static",
     publishedRecipe},
    {"mquant-w4a8-w4a8", "MQuant W4A8 + W4A8", "The published command with 4-bit vision weights", mquant4},
    {"mquant-paper", "MQuant as in the paper",
     "The published command with modality scales, AIFS and RMS split, whose channel is quantized too", paperRecipe},
};

}

Recipe publishedRecipe()
{
    auto recipe = everywhere(8, 8);
    recipe.llm.scheme.weightBits = 4;
    rotateAll(recipe);
    for (const Tower tower : allTowers()) {
        auto& scheme = recipe.tower(tower).scheme;
        scheme.weightClip = scheme.actOrder = scheme.activationStatic = true;
    }
    recipe.vision.scheme.rms = true;
    recipe.calibration.weightSamples = recipe.calibration.activationSamples = 128;
    return recipe;
}

Recipe paperRecipe()
{
    auto recipe = publishedRecipe();
    recipe.llm.aifs = recipe.llm.scheme.msq = recipe.llm.scheme.rms = true;
    for (const Tower tower : allTowers()) {
        recipe.tower(tower).scheme.rmsChannel = autoRms;
        recipe.tower(tower).scheme.rmsBits = 8;
    }
    return recipe;
}

std::span<const Preset> presets()
{
    return presetTable;
}

const Preset* findPreset(std::string_view id)
{
    for (const auto& preset : presetTable)
        if (preset.id == id)
            return &preset;
    return nullptr;
}

}
