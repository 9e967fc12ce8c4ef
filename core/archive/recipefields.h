// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "archive/recipesettings.h"
#include "base/progress.h"
#include "quant/recipe.h"

namespace quantscope {

// A field in which recipes differ. Paths are those of a sweep's grid ("llm.weight_bits", "seed",
// "calibration.new_tokens"), and for overrides the match in short, then the field ("llm.3.down_proj.weight_bits").
struct FieldDifference
{
    std::string path;
    std::vector<nlohmann::json> values; // one for each recipe; null where an override does not set the field

    bool operator==(const FieldDifference&) const = default;
};

// The fields that are not the same in all recipes, towers first; names do not count. Overrides that differ in nothing
// but their order are one field, "overrides".
std::vector<FieldDifference> differingFields(std::span<const Recipe>);

// Recipes that differ in nothing but one field, which has several values among them.
struct AxisLine
{
    std::vector<size_t> recipes; // indices by ascending value, false before true
    std::vector<nlohmann::json> values; // of the field, beside them
};

// Lines along the field of this path; recipes that no other one differs from in this field alone are in none. Indices
// are those in the span, also where it has the numbers of some rows of a table.
std::vector<AxisLine> linesAlong(std::span<const Recipe>, const std::string& path, const Progress& = {});
std::vector<AxisLine> linesAlong(const SettingsTable&, std::span<const size_t> rows, const std::string& path,
                                 const Progress& = {});

// A field that some recipes differ in alone, and how many of them do: those in the lines of linesAlong().
struct AxisField
{
    std::string path;
    size_t recipes = 0;
};

// Of all recipes, by path.
std::vector<AxisField> axisFields(std::span<const Recipe>, const Progress& = {});
std::vector<AxisField> axisFields(const SettingsTable&, std::span<const size_t> rows, const Progress& = {});

// "llm.3.down_proj" of "language_model.model.layers.3.mlp.down_proj"; a name that has no tower and block stays.
std::string shortLayerName(const std::string& name);
// "llm.3.down_proj", "llm.3", "vision.mlp_down", "llm.2-5", "all".
std::string shortMatch(const Match&);

}
