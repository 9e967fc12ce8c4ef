// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "quant/recipe.h"

namespace quantscope {

// Fields of recipes by their paths (see recipefields.h) in the words of the recipe's own view.

// "Vision: Weight bits", "llm.3.down_proj: Weight bits"; a path that nobody knows stays.
QString recipeFieldTitle(const std::string& path);
// "GPTQ", "on", "4"; "–" of null.
QString recipeFieldValue(const std::string& path, const nlohmann::json&);
// Why the tower's field does nothing in this recipe; empty: it does something, or it is no tower's.
QString noEffectIn(const Recipe&, const std::string& path);

}
