// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/sources.h"

#include "base/error.h"
#include "cache/cachefolder.h"
#include "experiments/presets.h"
#include "files/resources.h"
#include "log/log.h"
#include "quant/protocol.h"

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

bool asksBundledModel(const Options& o)
{
    return o.demo || o.model.empty();
}

}

bool asksDemoQuestions(const Options& o)
{
    return o.data.empty() && (o.demo || (asksBundledModel(o) && !findDataset(o.datasetName)));
}

Sources chooseSources(const Options& o, bool needsData)
{
    Sources s;
    if (o.demo && !o.model.empty())
        throw Error("--demo and --model: use one or the other");
    s.model = asksBundledModel(o) ? demoFiles().model : o.model;
    s.calibration = o.calibrationData;
    if (!needsData)
        return s;
    s.metric = o.metric;
    if (!o.data.empty()) {
        s.data = o.data;
    } else if (asksDemoQuestions(o)) {
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
    if (o.preset.empty() && o.recipe.empty())
        return recipeFromOptions(o.mquant);
    auto recipe = o.preset.empty() ? loadRecipe(o.recipe) : findPreset(o.preset)->make();
    if (o.gaveProtocol)
        recipe.protocol = protocolFromId(o.mquant.protocol).value_or(recipe.protocol);
    return recipe;
}

QuestionSubset chosenSubset(const Options& o, Protocol protocol)
{
    if (protocol != Protocol::Exact && o.command != Command::Eval)
        return {};
    if (o.continued)
        return *o.continued;
    return o.subset.empty() ? firstQuestions(o.evalNum) : subsetFromText(o.subset);
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
