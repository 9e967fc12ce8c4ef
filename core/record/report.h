// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "run/runrecord.h"

namespace quantscope {

inline constexpr int reportSchema = 1;

nlohmann::json scoreToJson(const Score&);
// With null in place of hashes that are not known.
nlohmann::json reportToJson(const RunRecord&);
std::string predictionsToJsonLines(const RunRecord&);
std::string layersToCsv(const std::vector<LayerReport>&);

// Reads the files of a record whose hashes are not known yet. Error when one is gone.
void hashFiles(RunRecord&);

// Creates the folder and proves that it can be written to, before hours of work. Error otherwise, and when it has a
// layers.csv that no report wrote.
void prepareOutputFolder(const std::filesystem::path&);
// recipe.json, report.json, predictions.jsonl and layers.csv, each complete or not at all, with hashes. Those of an
// earlier report are replaced; Error for a layers.csv of another kind.
void writeRun(const std::filesystem::path& folder, const RunRecord&);
// The same with the hashes that the record has.
void writeRunFiles(const std::filesystem::path& folder, const RunRecord&);

}
