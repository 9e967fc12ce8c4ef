// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/keeping.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include "archive/runkeeper.h"
#include "archive/runname.h"
#include "cli/workbench.h"
#include "files/contenthash.h"
#include "log/log.h"

namespace quantscope::cli {
namespace {

std::string nameOf(const RunSpec& spec, const std::string& name)
{
    return !name.empty() ? name : spec.recipe ? runTitle(*spec.recipe) : "Float";
}

// So that the run can be told from those of other files of the same names.
void hashSources(RunRecord& record, const Workspace& w, const Progress& progress)
{
    const auto index = contentIndex(w.caches.store->options().root);
    const auto hash = [&](FileUse& use) {
        if (!use.file.empty())
            use.sha256 = contentHash(use.file, index, progress);
    };
    for (auto& file : record.modelFiles)
        hash(file);
    hash(record.dataFile);
    hash(record.calibrationFile);
}

RunRecord started(const Workspace& w, const RunSpec& spec, const std::string& name, const Progress& progress)
{
    auto record = startRecord(w, spec);
    record.name = nameOf(spec, name);
    hashSources(record, w, progress);
    if (spec.recipe)
        record.layers = plannedLayers(w.loaded.model.layers, resolve(*spec.recipe, w.loaded.model.layers));
    return record;
}

RunEvents eventsInto(RunKeeper& keeper)
{
    RunEvents events;
    events.weightQuantized = [&](LayerIndex layer, const WeightOutcome& outcome) {
        keeper.weightQuantized(layer, outcome);
    };
    events.layerMeasured = [&](LayerIndex layer, const LayerError& error) { keeper.layerMeasured(layer, error); };
    events.answered = [&](const std::vector<Prediction>& batch) { keeper.answered(batch); };
    return events;
}

int64_t questionsOf(const Workspace& w, const RunSpec& spec)
{
    const auto all = static_cast<int64_t>(w.data->questions.size());
    return spec.limit < 0 ? all : std::min(all, spec.limit);
}

KeptRun finish(RunKeeper& keeper, const Workspace& w, const RunSpec& spec, const ExecuteOptions& options,
               const Progress& progress)
{
    KeptRun run;
    try {
        run.record = execute(w, spec, eventsInto(keeper), options, progress).record;
    } catch (const Error& problem) {
        keeper.fail(problem.what());
        throw;
    }
    run.record.name = keeper.record().name;
    try {
        run.record = keeper.finish(run.record);
    } catch (const Error& problem) {
        logError("not in the store: " + std::string(problem.what()));
        run.kept = false;
    }
    return run;
}

RunRecord recordToContinue(const std::filesystem::path& store, const std::string& run)
{
    RunArchive archive(store);
    auto record = archive.load(archive.find(run));
    if (record.state == RunState::Complete || record.state == RunState::Running)
        throw Error("run " + record.id + " is " + (record.state == RunState::Complete ? "complete" : "under way"));
    return record;
}

void refuseOtherFiles(const RunRecord& before, const RunRecord& now)
{
    const auto refuse = [&](const FileUse& was, const FileUse& is) {
        if (was.sha256 != is.sha256)
            throw Error(is.file.string() + ": has changed since run " + before.id + " was begun");
    };
    if (before.modelFiles.size() != now.modelFiles.size())
        throw Error(now.spec.sources.model.string() + ": has other files than run " + before.id + " was begun with");
    for (size_t i = 0; i < now.modelFiles.size(); ++i)
        refuse(before.modelFiles[i], now.modelFiles[i]);
    refuse(before.dataFile, now.dataFile);
    refuse(before.calibrationFile, now.calibrationFile);
}

}

KeptRun executeKept(const Options& o, const Workspace& w, const RunSpec& spec, const ExecuteOptions& options,
                    const Progress& progress, const std::string& name)
{
    if (o.store.empty()) {
        auto record = execute(w, spec, {}, options, progress).record;
        record.name = nameOf(spec, name);
        return {std::move(record)};
    }
    RunKeeper keeper(o.store, started(w, spec, name, progress), w.data, {"", o.experiment, questionsOf(w, spec), {}},
                     logWarning);
    return finish(keeper, w, spec, options, progress);
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
    options.evalNum = spec.limit;
    options.maxNewTokens = spec.maxNewTokens;
    options.loadGptq = spec.loadWeights;
    const auto w = openWorkspace(options, spec.recipe ? &*spec.recipe : nullptr);
    auto again = started(w, spec, record.name, progress);
    refuseOtherFiles(record, again);
    again.id = record.id;
    RunKeeper keeper(o.store, std::move(again), w.data, {}, logWarning);
    auto execution = optionsOf(options);
    execution.known = keeper.record().predictions;
    auto kept = finish(keeper, w, spec, execution, progress);
    if (!kept.kept)
        throw Error("the run is not in the store as it has ended");
    return std::move(kept.record);
}

}
