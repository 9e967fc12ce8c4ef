// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "bitalloc/sensitivity.h"
#include "engine/jobs.h"

namespace quantscope {

// What is to be measured over how many calibration questions.
struct SensitivityTask
{
    Recipe recipe;
    std::vector<std::string> measures;
    std::vector<int> bits;
    int64_t questions = 8;
};

struct SensitivityRequest
{
    WorkspacePtr workspace;
    SensitivityTask task;
};

struct SensitivityNews : JobStatus
{
    std::optional<SensitivityTable> table; // newer than the last one taken
};

using SensitivityFeed = Feed<SensitivityNews>;

// Groups that were measured before come from the cache; a stopped job goes on where it was.
SensitivityTable measureSensitivity(const SensitivityRequest&, SensitivityFeed&, const Progress&);

}
