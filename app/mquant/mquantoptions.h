// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "quant/recipe.h"

namespace quantscope {

// What a command line in MQuant's words says, with MQuant's defaults. Its meaning stands in the table below.
struct MQuantOptions
{
    std::string protocol = "exact";
    bool rotate = false, rotateVisualClip = false, rotateVisualCrossAttn = false, rotateLlm = false;
    std::string rotateMode = "hadamard", normFusion = "exact";
    bool noFuseVisualClip = false, noFuseVisualCrossAttn = false, noFuseLlm = false, notFuseLayerNorms = false;
    bool onlineVisualHadamard = false, onlineLlmHadamard = false, fp32Had = false, onlineHadamardSigns = false;
    bool visualSplit = false, llmSplit = false;
    int64_t rmsChannel = 0;
    int rmsBits = 16;
    int64_t seed = 42;
    bool quant = false, quantVisualClip = false, quantCrossAttention = false, quantLlm = false;
    int visualWBits = 4, visualABits = 8, llmWBits = 4, llmABits = 8; // of parts that are quantized
    bool visualWRtn = false, llmWRtn = false, visualWClip = false, llmWClip = false;
    int64_t wGroupsize = -1, aGroupsize = -1;
    bool wAsym = false, aAsym = false, actOrder = false;
    double percdamp = 0.01, aClipRatio = 1.0;
    bool visualStatic = false, llmStatic = false;
    std::string observer = "minmax";
    bool msq = false, aifs = false, actPerTensor = false, int8DownProj = false;
    std::vector<std::string> skipNames;
    int64_t nsamples = 8, calibNum = 32;
    std::string calibMode = "v2", name;
};

// One option, for parsing, help and printing: a new one is a member above and a row in mquantoptions.cpp.
struct MQuantOption
{
    using Member =
        std::variant<bool MQuantOptions::*, int MQuantOptions::*, int64_t MQuantOptions::*, double MQuantOptions::*,
                     std::string MQuantOptions::*, std::vector<std::string> MQuantOptions::*>;
    std::string_view name; // without hyphens
    std::string_view group; // in the help
    std::string_view help;
    Member member;
    // The option that gives this recipe; null: no printed line has it.
    void (*get)(const Recipe&, MQuantOptions&) = nullptr;
    // Writes its part of the recipe. All rows do, in the table's order, also for defaults; null: rows behind it ask.
    void (*set)(const MQuantOptions&, Recipe&) = nullptr;
    std::vector<std::string> choices = {}; // of texts
    std::string_view wordForAuto = {}; // whole numbers: stands for autoSplit; others are 0 or more
    bool (*isPrinted)(const MQuantOptions&) = nullptr; // a printed line has it also with its default
};

// In the order of the help.
std::span<const MQuantOption> mquantOptions();
// Error for an unknown name.
const MQuantOption& mquantOption(std::string_view name);

// What the options mean. Norms are folded where a rotation needs it, under MQuant's protocols always. Without --quant
// nothing is quantized; with it each part that is named has MQuant's 4 and 8 bits unless others are given. Error when a
// value does not suit its field.
Recipe recipeFromOptions(const MQuantOptions&);

// The options that come nearest to a recipe. recipeFromOptions of them tells whether they say all of it.
MQuantOptions optionsOf(const Recipe&);

}
