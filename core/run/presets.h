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

}
