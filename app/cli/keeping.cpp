// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/keeping.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include "archive/keptrun.h"
#include "cli/workbench.h"
#include "log/log.h"

namespace quantscope::cli {
namespace {

KeptRun ended(KeptResult run)
{
    if (run.problem)
        logError("not in the store: " + *run.problem);
    return {std::move(run.result.record), !run.problem};
}

RunRecord recordToContinue(const std::filesystem::path& store, const std::string& run)
{
    RunArchive archive(store);
    auto record = archive.load(archive.find(run));
    if (record.state == RunState::Complete || record.state == RunState::Running)
        throw Error("run " + record.id + " is " + (record.state == RunState::Complete ? "complete" : "under way"));
    return record;
}

}

KeptRun executeKept(const Options& o, const Workspace& w, const RunSpec& spec, const ExecuteOptions& options,
                    const Progress& progress, const std::string& name)
{
    if (o.store.empty()) {
        auto record = execute(w, spec, {}, options, progress).record;
        record.name = name.empty() ? titleOf(spec) : name;
        return {std::move(record)};
    }
    const auto keeper = beginKept(w, spec, {o.store, {}, name, {"", o.experiment, 0, {}}}, logWarning, progress);
    return ended(quantscope::executeKept(*keeper, w, spec, {}, options, progress));
}

bool keepChanged(const Options& o, const RunRecord& record)
{
    try {
        if (!o.store.empty())
            RunArchive(o.store).finish(record);
        return true;
    } catch (const Error& problem) {
        logError("not in the store: " + std::string(problem.what()));
        return false;
    }
}

RunRecord continueRun(const Options& o, const std::string& run, const Progress& progress)
{
    const auto record = recordToContinue(o.store, run);
    auto options = o;
    const auto& spec = record.spec;
    options.model = spec.sources.model;
    options.data = spec.sources.data;
    options.calibrationData = spec.sources.calibration;
    options.metric = spec.sources.metric;
    options.continued = spec.subset;
    options.maxNewTokens = spec.maxNewTokens;
    options.loadGptq = spec.loadWeights;
    const auto w = openWorkspace(options, spec.recipe ? &*spec.recipe : nullptr);
    const auto keeper = beginKept(w, spec, {o.store, record.id, record.name, {}}, logWarning, progress);
    auto kept = ended(quantscope::executeKept(*keeper, w, spec, {}, optionsOf(options), progress));
    if (!kept.kept)
        throw Error("the run is not in the store as it has ended");
    return std::move(kept.record);
}

}
