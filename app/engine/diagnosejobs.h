// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "diagnosis/checkresult.h"
#include "diagnosis/diagnose.h"
#include "diagnosis/tracesample.h"
#include "diagnosis/trialresult.h"
#include "engine/jobs.h"

namespace quantscope {

// A finished run to look into, as the window has it.
struct DiagnoseRequest
{
    WorkspacePtr workspace;
    std::shared_ptr<const ModelOutline> outline;
    ModelsPtr models;
    Recipe recipe;
    std::vector<LayerReport> layers;
};

// Causes of every layer, the first bad one, and whether the transforms kept the function (over two calibration
// questions).
Diagnosis diagnoseRun(const DiagnoseRequest&, const Progress&);

struct CheckNews : JobStatus
{
    std::optional<GuidedCheck> check; // newer than the last one taken
};

struct TrialsNews : JobStatus
{
    std::optional<FixTrials> trials; // newer than the last ones taken
};

using CheckFeed = Feed<CheckNews>;
using TrialsFeed = Feed<TrialsNews>;
using TraceFeed = Feed<JobStatus>;

// The guided check over `questions`, stratified by category.
GuidedCheck checkRun(const DiagnoseRequest&, const Diagnosis&, int64_t questions, CheckFeed&, const Progress&);

// What single changes of the recipe bring, over as many.
FixTrials tryFixesOf(const DiagnoseRequest&, const Diagnosis&, int64_t questions, TrialsFeed&, const Progress&);

// One question of the benchmark, token by token, with swap tests; `layers` are tested one by one besides the blocks.
SampleTrace traceRun(const DiagnoseRequest&, size_t row, const TraceOptions&, TraceFeed&, const Progress&);

}
