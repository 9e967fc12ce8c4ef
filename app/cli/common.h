#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "analysis/caches.h"
#include "analysis/evaluate.h"
#include "cli/options.h"

namespace quantscope::cli {

struct Sources
{
    std::filesystem::path model, data, calibration; // calibration empty: the benchmark itself
};

// The files that the options mean. Error when a benchmark is asked for and cannot be found.
Sources chooseSources(const Options&, bool needsData);

CacheOptions cacheOptions(const Options&, const Model* = nullptr);

// Answers the benchmark with one copy of the model on every device; `key` names the model in the cache, if there is one.
Evaluation evaluateWith(const std::shared_ptr<StageCache>&, const std::string& key, const Options&, const Bundle&,
                        const Model&, const Dataset&, const Progress&);

}
