// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/caches.h"

#include <algorithm>

#include <torch/version.h>

#include "base/parallel.h"
#include "files/contenthash.h"
#include "run/devicememory.h"
#include "tasks/chosenmetric.h"

namespace quantscope {
namespace {

// All files of the folder itself: weights, configuration and tokenizer.
std::vector<std::filesystem::path> checkpointFiles(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.is_regular_file())
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

// A prompt without a question, where the folder's own template makes it: it may hold the date.
std::string promptOfTheDay(const LoadedModel& loaded)
{
    const auto& config = loaded.model.config;
    if (!config.folderPrompt)
        return {};
    try {
        return "\nprompt " + config.architecture->prompt(config, *loaded.chatTemplate, "", {});
    } catch (const Error&) { // then no question can be asked either
        return {};
    }
}

}

std::filesystem::path contentIndex(const std::filesystem::path& cacheRoot)
{
    return cacheRoot.empty() ? cacheRoot : cacheRoot / "content.json";
}

Caches openCaches(const CacheOptions& options, const LoadedModel& loaded, const Dataset& calibration,
                  const Dataset& benchmark, std::function<void(const std::string&)> report, const Progress& progress)
{
    const auto index = contentIndex(options.root);
    const auto hash = [&](const std::filesystem::path& file) { return contentHash(file, index, progress); };
    const auto files = checkpointFiles(loaded.folder);
    // The benchmark chooses prompt and tiling, the metric the scores that are kept beside the answers.
    const auto asking = [&](const Dataset& data) { return std::string(data.benchmark->id) + " " + data.name + " "; };
    const std::string checkpoint = "checkpoint " + contentHash(files, index, progress) + "\ndtype " +
        c10::toString(loaded.model.dtype()) + "\ndevice " + deviceName(loaded.model.device()) + "\nlibtorch " +
        TORCH_VERSION + " " + blasName() + promptOfTheDay(loaded);
    const std::string questions = "\ncalibration " + asking(calibration) + hash(calibration.file);
    const std::string asked =
        "\nbenchmark " + asking(benchmark) + hash(benchmark.file) + "\nmetric " + std::string(metricOf(benchmark).id);
    const auto memory = std::make_shared<MemoryCache>(options.memoryBudget);
    Caches caches;
    caches.store = std::make_shared<Store>(StoreOptions{options.root, options.diskLimit}, std::move(report));
    caches.stages = std::make_shared<StageCache>(checkpoint + questions, memory, caches.store);
    caches.answers = std::make_shared<StageCache>(checkpoint + questions + asked, memory, caches.store);
    caches.floatAnswers = std::make_shared<StageCache>(checkpoint + asked, memory, caches.store);
    return caches;
}

}
