// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/workbench.h"

#include "cli/keeping.h"
#include "log/log.h"
#include "run/devicememory.h"

namespace quantscope::cli {

Workspace openWorkspace(const Options& o, const Recipe* recipe)
{
    Workspace w;
    w.sources = chooseSources(o, true);
    w.data = std::make_shared<const Dataset>(loadDataset(w.sources.data));
    const bool ownCalibration = recipe && !w.sources.calibration.empty();
    w.calibration = ownCalibration ? std::make_shared<const Dataset>(loadDataset(w.sources.calibration)) : w.data;
    w.threads = threadCount(o);
    w.otherDevices = parseDevices(o.device);
    w.otherDevices.erase(w.otherDevices.begin());
    auto opened = openModel(o, w.sources.model, {*w.data, recipe ? w.calibration.get() : nullptr, recipe});
    announce(o, opened.preflight);
    w.loaded = std::move(opened.loaded);
    w.caches = openCaches(cacheOptions(o, &w.loaded.model), w.loaded, *w.calibration, *w.data, logWarning);
    return w;
}

RunSpec floatSpec(const Options& o, const Workspace& w)
{
    RunSpec spec;
    spec.sources = w.sources;
    spec.limit = o.evalNum;
    spec.maxNewTokens = o.maxNewTokens;
    return spec;
}

RunSpec specOf(const Options& o, const Workspace& w, const Recipe& recipe)
{
    auto spec = floatSpec(o, w);
    spec.recipe = recipe;
    spec.loadWeights = o.loadGptq;
    return spec;
}

RunRecord runOn(const Options& o, const Workspace& w, const Recipe& recipe, const Progress& progress)
{
    return executeKept(o, w, specOf(o, w, recipe), {}, progress).record;
}

RunRecord answerFloat(const Options& o, const Workspace& w, const Progress& progress)
{
    return executeKept(o, w, floatSpec(o, w), {}, progress).record;
}

}
