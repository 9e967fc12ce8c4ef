// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "archive/runsummary.h"
#include "run/runrecord.h"

namespace quantscope {

struct TrackedMetric
{
    std::string name;
    double value = 0; // finite
    int64_t step = 0; // the place of a layer for its errors, else 0

    bool operator==(const TrackedMetric&) const = default;
};

// A run as programs that track experiments see it: names of parameters and metrics are unique and have only signs that
// MLflow allows, with '/' between groups.
struct TrackedRun
{
    std::string id, name, note;
    std::string experiment; // "QuantScope" where the run belongs to none
    RunState state = RunState::Complete;
    int64_t started = 0, ended = 0; // milliseconds since 1970, UTC; 0: not known
    std::vector<std::pair<std::string, nlohmann::json>> parameters; // what was run, and each field of the recipe
    std::vector<TrackedMetric> metrics;
    std::vector<std::pair<std::string, std::string>> tags; // empty values: there is nothing to say
};

// Layers without a measured or with an infinite error have no metric.
TrackedRun trackedRun(const RunRecord&, const RunSummary&);

// Letters, digits and " _-.:" stay, all else becomes '_'; never empty and at most 200 bytes.
std::string trackedName(const std::string& text);

}
