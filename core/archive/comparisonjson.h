// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include "archive/comparison.h"
#include "archive/runsummary.h"

namespace quantscope {

// For scripts: all of a list, and all of a comparison of these runs.
nlohmann::json summaryToJson(const RunSummary&);
nlohmann::json comparisonToJson(const Comparison&, std::span<const RunRecord>);

}
