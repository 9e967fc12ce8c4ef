// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

#include "experiments/presets.h"

namespace quantscope {

// A preset's recipe under the preset's title; nothing when there is no such preset.
inline std::optional<Recipe> presetRecipe(const QString& id)
{
    const auto* preset = findPreset(id.toStdString());
    if (!preset)
        return {};
    auto recipe = preset->make();
    recipe.name = preset->title;
    return recipe;
}

}
