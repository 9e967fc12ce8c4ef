// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/opening.h"

#include <algorithm>
#include <thread>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include "cache/cachefolder.h"
#include "cli/sources.h"
#include "log/log.h"
#include "messages/sentence.h"
#include "run/devicememory.h"

namespace quantscope::cli {
namespace {

constexpr double worthTelling = 1e9; // bytes

RunWorkload workloadFor(const Options& o, const LoadedModel& loaded, const Inputs& inputs)
{
    auto s = workloadOf(loaded, inputs.data, chosenSubset(o, inputs.recipe ? inputs.recipe->protocol : Protocol::Exact),
                        threadCount(o));
    if (o.maxNewTokens > 0)
        s.answerTokens = std::min(s.answerTokens, o.maxNewTokens);
    if (!inputs.recipe)
        return s;
    auto plan = resolve(*inputs.recipe, s.outline.layers);
    if (!o.loadGptq.empty())
        for (auto& scheme : plan.schemes)
            scheme.weightMethod = "rtn";
    addRecipe(s, std::move(plan), countTiles(loaded.model.config, *inputs.calibration),
              static_cast<int64_t>(inputs.calibration->questions.size()));
    return s;
}

void warnOf(const LoadedModel& loaded)
{
    for (const auto& note : loaded.notes)
        logWarning(englishText(note));
}

}

at::ScalarType parseType(const std::string& dtype)
{
    return dtype == "bfloat16" ? at::kBFloat16 : at::kFloat;
}

int threadCount(const Options& o)
{
    return o.threads > 0 ? o.threads : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

Opened openModel(const Options& o, const std::filesystem::path& model, const Inputs& inputs)
{
    const auto device = parseDevices(o.device).front();
    const auto type = parseType(o.dtype);
    if (!device.is_cpu()) {
        if (o.lowMemory == "on")
            throw Error("--low_memory on: memory is saved on the CPU only");
        Opened opened{loadModel(model, type, device), {}};
        warnOf(opened.loaded);
        return opened;
    }
    const auto folder = temporaryFolder(o.noCache             ? std::filesystem::path()
                                            : o.cache.empty() ? defaultCacheRoot()
                                                              : o.cache);
    const auto resources = availableResources(folder, o.memoryLimit * 1e9);
    auto opened = quantscope::openModel(model, type, resources, lowMemoryFrom(o.lowMemory).value_or(LowMemory::Auto),
                                        [&](const LoadedModel& loaded) { return workloadFor(o, loaded, inputs); });
    warnOf(opened.loaded);
    auto found = preflight(opened.workload, resources);
    return {std::move(opened.loaded), std::move(found)};
}

void announce(const Options& o, const Preflight& found)
{
    if (found.estimate.memoryBytes + found.estimate.mappedBytes > worthTelling)
        logInfo("estimate\n" + describe(found));
    if (found.fits || o.force)
        return;
    std::string text;
    for (const auto& problem : found.problems)
        text += (text.empty() ? "" : "; ") + englishText(problem);
    for (const auto& suggestion : found.suggestions)
        text += "; would fit: " + suggestion.option;
    throw Error(text + "; --force runs anyway");
}

}
