// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/workbench.h"

#include "cli/keeping.h"
#include "log/log.h"
#include "messages/sentence.h"
#include "run/devicememory.h"
#include "tasks/chosenmetric.h"

namespace quantscope::cli {

Workspace openWorkspace(const Options& o, const Recipe* recipe)
{
    Workspace w;
    w.sources = chooseSources(o, true);
    w.data = std::make_shared<const Dataset>(withMetric(loadDataset(w.sources.data, {o.strict}), w.sources.metric));
    if (const auto assumption = assumptionOf(*w.data))
        logWarning(englishText(*assumption));
    w.choseCalibration = !o.calibrationData.empty();
    const bool ownCalibration = recipe && !w.sources.calibration.empty();
    w.calibration = ownCalibration
        ? std::make_shared<const Dataset>(askedAs(loadDataset(w.sources.calibration, {o.strict}), *w.data))
        : w.data;
    w.threads = threadCount(o);
    w.otherDevices = parseDevices(o.device);
    w.otherDevices.erase(w.otherDevices.begin());
    auto opened = openModel(o, w.sources.model, {*w.data, recipe ? w.calibration.get() : nullptr, recipe});
    announce(o, opened.preflight);
    w.loaded = std::move(opened.loaded);
    w.caches = openCaches(cacheOptions(o, &w.loaded.model), w.loaded, *w.calibration, *w.data, logWarning);
    return w;
}

RunSpec floatSpec(const Options& o, const Workspace& w, Protocol protocol)
{
    RunSpec spec;
    spec.sources = w.sources;
    spec.protocol = protocol;
    spec.subset = chosenSubset(o, protocol);
    spec.maxNewTokens = o.maxNewTokens;
    return spec;
}

RunSpec specOf(const Options& o, const Workspace& w, const Recipe& recipe)
{
    auto spec = floatSpec(o, w, recipe.protocol);
    spec.recipe = recipe;
    spec.loadWeights = o.loadGptq;
    return spec;
}

ExecuteOptions optionsOf(const Options& o)
{
    ExecuteOptions options;
    options.strict = o.strict;
    return options;
}

RunRecord runOn(const Options& o, const Workspace& w, const Recipe& recipe, const Progress& progress)
{
    return executeKept(o, w, specOf(o, w, recipe), optionsOf(o), progress).record;
}

RunRecord answerFloat(const Options& o, const Workspace& w, Protocol protocol, const Progress& progress)
{
    return executeKept(o, w, floatSpec(o, w, protocol), optionsOf(o), progress).record;
}

}
