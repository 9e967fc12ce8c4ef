// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diagnosejobs.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include "diagnosis/diagnoserun.h"
#include "diagnosis/fixtrials.h"
#include "diagnosis/guidedcheck.h"
#include "run/protocolworkspace.h"
#include "run/runmodels.h"
#include "run/workspace.h"

namespace quantscope {
namespace {

CauseContext contextOf(const DiagnoseRequest& request)
{
    return {request.recipe, request.models->plan, *request.outline};
}

CheckedRun checkedRun(const DiagnoseRequest& request, const Workspace& w, const Diagnosis& diagnosis)
{
    const auto& models = *request.models;
    return {w.loaded, models.reference, models.model, models.outputKey, contextOf(request), diagnosis};
}

}

Diagnosis diagnoseRun(const DiagnoseRequest& request, const Progress& progress)
{
    const auto w = underProtocol(*request.workspace, request.recipe.protocol);
    const auto& models = *request.models;
    return diagnoseRun({w.loaded, *w.calibration, models.reference, models.model, request.layers,
                        models.inputsAfter.get(), contextOf(request), w.threads},
                       progress);
}

GuidedCheck checkRun(const DiagnoseRequest& request, const Diagnosis& diagnosis, int64_t questions, CheckFeed& feed,
                     const Progress& outer)
{
    const auto w = underProtocol(*request.workspace, request.recipe.protocol);
    GuidedCheckOptions options;
    useWorkspace(options, w, questions);
    options.updated = [&feed](const GuidedCheck& check) { feed.put([&](CheckNews& news) { news.check = check; }); };
    return runGuidedCheck(checkedRun(request, w, diagnosis), *w.data, options, feed.progress(outer));
}

FixTrials tryFixesOf(const DiagnoseRequest& request, const Diagnosis& diagnosis, int64_t questions, TrialsFeed& feed,
                     const Progress& outer)
{
    const auto w = underProtocol(*request.workspace, request.recipe.protocol);
    FixTrialOptions options;
    useWorkspace(options, w, questions);
    options.updated = [&feed](const FixTrials& trials) { feed.put([&](TrialsNews& news) { news.trials = trials; }); };
    return tryFixes(checkedRun(request, w, diagnosis), request.layers, *w.data, options, feed.progress(outer));
}

SampleTrace traceRun(const DiagnoseRequest& request, size_t row, const TraceOptions& options, TraceFeed& feed,
                     const Progress& outer)
{
    const auto w = underProtocol(*request.workspace, request.recipe.protocol);
    return traceSample(w.loaded, request.models->reference, request.models->model, *w.data, row, options,
                       feed.progress(outer));
}

}
