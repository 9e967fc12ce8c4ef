// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include "run/runrecord.h"

namespace quantscope {

inline constexpr int recordSchema = 1;

// A record with all of its fields; every number comes back with the same bits, infinities included.
nlohmann::json recordToJson(const RunRecord&);
// Error names `where` and the field; fields that are not there keep their defaults, so that older records load.
RunRecord recordFromJson(const nlohmann::json&, const std::string& where);

// Parts of a record by themselves, as they stand in it.
nlohmann::json layerReportToJson(const LayerReport&);
LayerReport layerReportFromJson(const nlohmann::json&, const std::string& where);
nlohmann::json importToJson(const ImportSource&);
ImportSource importFromJson(const nlohmann::json&, const std::string& where);
nlohmann::json predictionToJson(const Prediction&);
Prediction predictionFromJson(const nlohmann::json&, const std::string& where);

}
