// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "run/runrecord.h"

namespace quantscope {

// As a shell wants it: in quotes unless it is plain.
std::string shellWord(const std::filesystem::path&);

// The line of quantscope-cli that runs this; a recipe that options cannot say is named as `recipeFile`.
std::string runCommand(const RunSpec&, const std::string& recipeFile = "recipe.json");
// Of an imported run the line that imports it.
std::string runCommand(const RunRecord&, const std::string& recipeFile = "recipe.json");

}
