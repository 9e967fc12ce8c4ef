// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

#include "quant/recipe.h"

namespace quantscope {

// A recipe that the window offers by name. A new one is one row in presets.cpp.
struct Preset
{
    std::string_view id;
    std::string_view title;
    std::string_view help;
    Recipe (*make)();
};

std::span<const Preset> presets();
const Preset* findPreset(std::string_view id);

// MQuant's published command: vision W8A8, language model W4A8, rotated, static, GPTQ with clip search.
Recipe publishedRecipe();

// The same with what its paper has and its code has not: modality-specific static scales, attention-invariant
// switching, and in both towers the channel that spikes split off and quantized to 8 bits by itself.
Recipe paperRecipe();

}
