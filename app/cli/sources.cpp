// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/sources.h"

#include "base/error.h"
#include "cache/cachefolder.h"
#include "files/resources.h"
#include "log/log.h"
#include "run/presets.h"

namespace quantscope::cli {
namespace {

std::filesystem::path namedData(const Options& o)
{
    const auto found = findDataset(o.datasetName);
    if (!found)
        throw Error("--dataset_name " + o.datasetName + ": there is no " + o.datasetName +
                    ".tsv in $LMUData or ~/LMUData; give the file with --data");
    return *found;
}

}

Sources chooseSources(const Options& o, bool needsData)
{
    Sources s;
    const bool bundledModel = o.demo || o.model.empty();
    if (o.demo && !o.model.empty())
        throw Error("--demo and --model: use one or the other");
    s.model = bundledModel ? demoFiles().model : o.model;
    s.calibration = o.calibrationData;
    if (!needsData)
        return s;
    if (!o.data.empty()) {
        s.data = o.data;
    } else if (o.demo || (bundledModel && !findDataset(o.datasetName))) {
        s.data = demoFiles().data;
        if (s.calibration.empty())
            s.calibration = demoFiles().calibration;
        if (!o.demo)
            logInfo("no " + o.datasetName +
                    ".tsv found: the demo model is scored on the bundled ocrbench_mini and "
                    "calibrated on its own calibration questions");
    } else {
        s.data = namedData(o);
    }
    if (!o.demo && o.model.empty() && isDemoOnOtherData(s))
        throw Error(s.data.string() +
                    ": no --model is given, and the small demo model answers this benchmark with --demo only; give the "
                    "checkpoint with --model");
    return s;
}

Recipe chosenRecipe(const Options& o)
{
    if (!o.preset.empty())
        return findPreset(o.preset)->make();
    return o.recipe.empty() ? recipeFromOptions(o.mquant) : loadRecipe(o.recipe);
}

CacheOptions cacheOptions(const Options& o, const Model* model)
{
    CacheOptions options;
    if (model && model->offload)
        options.memoryBudget = smallMemoryBudget;
    if (!o.noCache)
        options.root = o.cache.empty() ? defaultCacheRoot() : o.cache;
    options.diskLimit = static_cast<int64_t>(o.cacheLimit * 1e9);
    return options;
}

}
