#include "cli/opening.h"

#include <algorithm>
#include <cstdlib>
#include <thread>

#include <ATen/ATen.h>

#include "analysis/devicememory.h"
#include "base/allocator.h"
#include "cache/cachefolder.h"
#include "io/spool.h"
#include "log/log.h"

namespace quantscope::cli {
namespace {

constexpr double worthTelling = 1e9; // bytes

// Beside the cache, where a disk is; /tmp often lies in memory.
std::filesystem::path temporaryFolder(const Options& o)
{
    const auto cache = o.cache.empty() ? defaultCacheRoot() : o.cache;
    if (!o.noCache && !cache.empty())
        return cache / "spool";
    const char* chosen = std::getenv("TMPDIR");
    return chosen && *chosen ? chosen : "/var/tmp";
}

RunSketch sketchOf(const Options& o, const Model& mapped, const Inputs& inputs)
{
    RunSketch s;
    s.outline = outlineOf(mapped);
    s.quantizes = inputs.recipe != nullptr;
    s.threads = threadCount(o);
    s.storedBytes = static_cast<int>(mapped.embedding.element_size());
    s.computeBytes = static_cast<int>(c10::elementSize(mapped.dtype()));
    s.tiles = countTiles(mapped.config, inputs.data, o.evalNum);
    const auto all = static_cast<int64_t>(inputs.data.questions.size());
    s.questions = o.evalNum < 0 ? all : std::min(all, o.evalNum);
    if (o.maxNewTokens > 0)
        s.answerTokens = std::min(s.answerTokens, o.maxNewTokens);
    s.gflops = measureGflops(s.threads);
    if (!inputs.recipe)
        return s;
    s.recipe = *inputs.recipe;
    s.plan = resolve(s.recipe, s.outline.sites);
    if (!o.loadGptq.empty())
        for (auto& scheme : s.plan.schemes)
            scheme.weightMethod = "rtn";
    s.calibrationTiles = countTiles(mapped.config, *inputs.calibration);
    s.calibrationQuestions = static_cast<int64_t>(inputs.calibration->questions.size());
    return s;
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
        return {loadBundle(model, type, device), {}};
    }
    const auto folder = temporaryFolder(o);
    const auto resources = availableResources(folder);
    auto mapped = loadBundle(model, type, device, std::make_shared<const Spool>(folder));
    auto sketch = sketchOf(o, mapped.model, inputs);
    sketch.lowMemory = o.lowMemory == "on" || (o.lowMemory == "auto" && wantsLowMemory(sketch, resources));
    auto found = preflight(sketch, resources);
    if (sketch.lowMemory) {
        returnFreedMemory();
        return {std::move(mapped), std::move(found)};
    }
    return {o.command == Command::Preflight ? std::move(mapped) : loadBundle(model, type, device), std::move(found)};
}

void announce(const Options& o, const Preflight& found)
{
    if (found.estimate.memoryBytes + found.estimate.mappedBytes > worthTelling)
        logInfo("estimate\n" + describe(found));
    if (found.fits || o.force)
        return;
    std::string text;
    for (const auto& problem : found.problems)
        text += (text.empty() ? "" : "; ") + problem;
    for (const auto& suggestion : found.suggestions)
        text += "; would fit: " + suggestion;
    throw Error(text + "; --force runs anyway");
}

}
