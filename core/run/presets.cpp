// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/presets.h"

#include "run/flags.h"

namespace quantscope {
namespace {

Flags everywhere(int weightBits, int activationBits)
{
    Flags f;
    f.quant = f.quantVisualClip = f.quantCrossAttention = f.quantLlm = true;
    f.visualWBits = f.llmWBits = weightBits;
    f.visualABits = f.llmABits = activationBits;
    return f;
}

Recipe floatRecipe()
{
    return {};
}

Recipe naiveStatic()
{
    auto f = everywhere(8, 8);
    f.visualWRtn = f.llmWRtn = f.visualStatic = f.llmStatic = true;
    f.calibNum = 128;
    return recipeFromFlags(f);
}

Recipe dynamic8()
{
    auto f = everywhere(8, 8);
    f.visualWRtn = f.llmWRtn = true;
    return recipeFromFlags(f);
}

Recipe weightOnlyRtn()
{
    auto f = everywhere(4, 16);
    f.visualWRtn = f.llmWRtn = true;
    return recipeFromFlags(f);
}

Recipe weightOnlyGptq()
{
    auto f = everywhere(4, 16);
    f.actOrder = true;
    f.nsamples = 128;
    return recipeFromFlags(f);
}

// QuaRot's own setting (arXiv 2404.00456): everything rotated, GPTQ, dynamic activations per token, clipped at 0.9.
Recipe quarot()
{
    auto f = everywhere(4, 4);
    f.rotate = f.rotateVisualClip = f.rotateVisualCrossAttn = f.rotateLlm = true;
    f.onlineVisualHadamard = f.onlineLlmHadamard = true;
    f.visualWClip = f.llmWClip = true;
    f.aClipRatio = 0.9;
    f.nsamples = 128;
    return recipeFromFlags(f);
}

Recipe mquant8()
{
    return recipeFromFlags(publishedFlags());
}

Recipe mquant4()
{
    auto f = publishedFlags();
    f.visualWBits = 4;
    return recipeFromFlags(f);
}

Recipe mquantPaper()
{
    return recipeFromFlags(paperFlags());
}

constexpr Preset presetTable[] = {
    {"float", "Float", "Nothing is rounded", floatRecipe},
    {"naive-static-w8a8", "Naive static W8A8", "Rounding to nearest, one static range per tensor, no rotation",
     naiveStatic},
    {"dynamic-w8a8", "Dynamic W8A8", "Rounding to nearest, a range per token at run time, no rotation", dynamic8},
    {"w4a16-rtn", "W4A16 RTN", "4-bit weights rounded to nearest, float activations", weightOnlyRtn},
    {"w4a16-gptq", "W4A16 GPTQ", "4-bit weights by GPTQ with act-order, float activations", weightOnlyGptq},
    {"quarot", "QuaRot-style W4A4", "Rotated, GPTQ, 4-bit dynamic activations per token", quarot},
    {"mquant-w8a8-w4a8", "MQuant W8A8 + W4A8", "The published command: vision 8 bits, language model 4, static",
     mquant8},
    {"mquant-w4a8-w4a8", "MQuant W4A8 + W4A8", "The published command with 4-bit vision weights", mquant4},
    {"mquant-paper", "MQuant as in the paper",
     "The published command with modality scales, switched tokens and split spikes", mquantPaper},
};

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
