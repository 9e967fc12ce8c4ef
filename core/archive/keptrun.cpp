// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/keptrun.h"

#include <algorithm>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include "archive/runname.h"
#include "files/contenthash.h"
#include "run/caches.h"
#include "run/workspace.h"

namespace quantscope {
namespace {

RunRecord recordToKeep(const Workspace& w, const RunSpec& spec, const KeepAs& as, const Progress& progress)
{
    auto record = startRecord(w, spec);
    if (!as.id.empty())
        record.id = as.id;
    record.name = as.name.empty() ? titleOf(spec) : as.name;
    hashSources(record, w, progress);
    if (spec.recipe)
        record.layers = plannedLayers(w.loaded.model.layers, resolve(*spec.recipe, w.loaded.model.layers));
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

RunEvents keptEvents(RunKeeper& keeper, const RunEvents& next)
{
    auto events = next;
    events.weightQuantized = [&keeper, next](LayerIndex layer, const WeightOutcome& outcome) {
        keeper.weightQuantized(layer, outcome);
        if (next.weightQuantized)
            next.weightQuantized(layer, outcome);
    };
    events.layerMeasured = [&keeper, next](LayerIndex layer, const LayerError& error) {
        keeper.layerMeasured(layer, error);
        if (next.layerMeasured)
            next.layerMeasured(layer, error);
    };
    events.answered = [&keeper, next](const std::vector<Prediction>& batch) {
        keeper.answered(batch);
        if (next.answered)
            next.answered(batch);
    };
    return events;
}

}

std::string titleOf(const RunSpec& spec)
{
    return spec.recipe ? runTitle(*spec.recipe) : "Float";
}

int64_t wantedQuestions(const Workspace& w, const RunSpec& spec)
{
    return countOf(spec.subset, *w.data);
}

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

std::unique_ptr<RunKeeper> beginKept(const Workspace& w, const RunSpec& spec, const KeepAs& as,
                                     const RunKeeper::Warn& warn, const Progress& progress)
{
    auto record = recordToKeep(w, spec, as, progress);
    if (RunArchive archive(as.archive); archive.contains(record.id))
        refuseOtherFiles(archive.load(record.id), record);
    auto origin = as.origin;
    origin.wanted = wantedQuestions(w, spec);
    return std::make_unique<RunKeeper>(as.archive, std::move(record), w.data, origin, warn);
}

KeptResult executeKept(RunKeeper& keeper, const Workspace& w, const RunSpec& spec, const RunEvents& events,
                       const ExecuteOptions& options, const Progress& progress)
{
    auto withKnown = options;
    const auto& known = keeper.record().predictions;
    withKnown.known.insert(withKnown.known.end(), known.begin(), known.end());
    KeptResult run;
    try {
        run.result = execute(w, spec, keptEvents(keeper, events), withKnown, progress);
    } catch (const Error& problem) {
        keeper.fail(problem.what());
        throw;
    }
    auto& record = run.result.record;
    record.name = keeper.record().name;
    try {
        record = keeper.finish(record);
    } catch (const Error& problem) {
        run.problem = problem.what();
    }
    return run;
}

}
