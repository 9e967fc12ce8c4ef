// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/workbench.h"

#include <chrono>

#include "log/log.h"
#include "run/pipeline.h"

namespace quantscope::cli {

Workbench openWorkbench(const Options& o, const Recipe& recipe)
{
    const auto sources = chooseSources(o, true);
    Workbench bench;
    bench.data = std::make_shared<const Dataset>(loadDataset(sources.data));
    bench.calibration =
        sources.calibration.empty() ? bench.data : std::make_shared<const Dataset>(loadDataset(sources.calibration));
    bench.opened = openModel(o, sources.model, {*bench.data, bench.calibration.get(), &recipe});
    announce(o, bench.opened.preflight);
    const auto& bundle = bench.bundle();
    bench.caches = openCaches(cacheOptions(o, &bundle.model), bundle, *bench.calibration, *bench.data, logWarning);
    return bench;
}

RunRecord runOn(const Options& o, const Workbench& bench, const Recipe& recipe, const Progress& progress)
{
    auto record = startRecord(o, bench.bundle(), *bench.data);
    record.command = "run";
    record.recipe = recipe;
    record.calibration = bench.calibration.get();
    PipelineOptions options;
    options.threads = threadCount(o);
    options.cache = bench.caches.stages.get();
    auto result = runPipeline(bench.bundle(), recipe, *bench.calibration, options, partOf(progress, 0, 0.5));
    record.layers = std::move(result.layers);
    record.size = result.size;
    record.calibrationUse = std::move(result.calibration);
    record.calibrationOverlap = countOverlap(*bench.calibration, record.calibrationUse, *bench.data, o.evalNum);
    record.warnings = std::move(result.warnings);
    record.fallbacks = std::move(result.fallbacks);
    record.timings = std::move(result.timings);
    record.reused = std::move(result.reused);
    const auto start = std::chrono::steady_clock::now();
    record.evaluation = evaluateWith(bench.caches.answers, result.outputKey, o, bench.bundle(), result.model,
                                     *bench.data, partOf(progress, 0.5, 1));
    record.timings.push_back(
        {"evaluate", std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()});
    return record;
}

}
