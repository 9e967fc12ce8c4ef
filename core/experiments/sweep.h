// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "run/runrecord.h"

namespace quantscope {

// One setting and the values that a grid gives to it. "llm.weight_bits" and "vision.rotate" are fields of a tower,
// "towers.weight_bits" sets all towers, "seed", "norm_fusion" or "calibration.weight_samples" are the recipe's own.
struct SweepField
{
    std::string path;
    std::vector<nlohmann::json> values;
};

// The paths of all that a grid can change: every number, switch and text of a recipe but its name and version. Those of
// the towers come first, then those of all towers together.
std::vector<std::string> sweepFields();

// Every combination of the values over the base, the first field slowest; names say what differs. Error for unknown
// fields, values that a recipe refuses, fields without values and grids of more than 1000 recipes.
std::vector<Recipe> expandGrid(const Recipe& base, const std::vector<SweepField>&);

// {"base": preset id or recipe file, "grid": {"llm.weight_bits": [3, 4, 8], …}}; a relative file is looked for beside
// `file`. Fields count in the file's order of names. Error names the file and the field.
std::vector<Recipe> loadGrid(const std::filesystem::path& file);

// A preset's id, or the name of a recipe file.
Recipe namedRecipe(const std::string& presetOrFile, const std::filesystem::path& folder = {});

struct ParetoPoint
{
    double bytes = 0; // with scales, see SizeEstimate
    std::optional<double> correct; // unset: the run has no score
};

std::vector<ParetoPoint> paretoPoints(std::span<const RunRecord>);
// Indices of the points that no other one beats: none is as small with more hits, or smaller with as many. By size,
// points without hits are left out; of equal ones the first.
std::vector<size_t> paretoFront(std::span<const ParetoPoint>);

// "complete", "cancelled", "failed: …"
std::string stateText(const RunRecord&);
std::string sweepToCsv(std::span<const RunRecord>);

}
