// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "quant/recipe.h"

namespace quantscope {

// The reference's command-line options by their own names, with its defaults.
struct Flags
{
    bool rotate = false, rotateVisualClip = false, rotateVisualCrossAttn = false, rotateLlm = false;
    std::string rotateMode = "hadamard";
    std::string normFusion = "exact";
    bool noFuseVisualClip = false, noFuseVisualCrossAttn = false, noFuseLlm = false, notFuseLayerNorms = false;
    bool onlineVisualHadamard = false, onlineLlmHadamard = false, fp32Had = false;
    bool onlineHadamardSigns = false; // this and the next three are QuantScope's own
    bool msq = false, aifs = false;
    int64_t splitChannel = 0; // autoSplit: found by its size
    int splitBits = 16;
    bool visualSplit = false, llmSplit = false;
    bool quant = false, quantVisualClip = false, quantCrossAttention = false, quantLlm = false;
    int visualWBits = 16, visualABits = 16, llmWBits = 16, llmABits = 16;
    bool visualWRtn = false, llmWRtn = false, visualWClip = false, llmWClip = false;
    bool visualStatic = false, llmStatic = false;
    std::string observer = "minmax";
    int64_t wGroupsize = -1, aGroupsize = -1;
    bool wAsym = false, aAsym = false, actPerTensor = false, actOrder = false, int8DownProj = false;
    double aClipRatio = 1.0, percdamp = 0.01;
    int64_t nsamples = 8, calibNum = 32;
    std::string calibMode = "v2";
    int64_t seed = 42;
    std::vector<std::string> skipNames;
    std::string name;
};

// MQuant's published command: vision W8A8, language model W4A8, rotated, static, GPTQ with clip search.
Flags publishedFlags();

// The same with what its paper has and its code has not: modality-specific static scales, attention-invariant
// switching, and in both towers the channel that spikes split off and rounded to 8 bits by itself.
Flags paperFlags();

// What the options mean. Norms are folded where a rotation needs it. Without --quant nothing is rounded.
Recipe recipeFromFlags(const Flags&);

// The options that give this recipe, as one line. `complete` is false when it says more than options can (overrides of
// blocks or fields); such a recipe travels by --recipe.
struct FlagLine
{
    std::string text;
    bool complete = true;
};
FlagLine flagLine(const Recipe&);

}
