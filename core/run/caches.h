// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "cache/stagecache.h"
#include "checkpoint/loadedmodel.h"
#include "tasks/dataset.h"

namespace quantscope {

inline constexpr int64_t smallMemoryBudget = 64 << 20; // bytes, where memory is saved

struct CacheOptions
{
    std::filesystem::path root; // empty: nothing on disk
    int64_t diskLimit = int64_t(8) << 30;
    int64_t memoryBudget = int64_t(1) << 30;
};

// The caches of one checkpoint, calibration file and benchmark, all in one store. They differ in what their results
// depend on besides the recipe.
struct Caches
{
    std::shared_ptr<Store> store;
    std::shared_ptr<StageCache> stages; // checkpoint and calibration questions
    std::shared_ptr<StageCache> answers; // and the benchmark
    std::shared_ptr<StageCache> floatAnswers; // checkpoint and benchmark
};

// The file below the cache's root that remembers the hashes of large files; empty without a root.
std::filesystem::path contentIndex(const std::filesystem::path& cacheRoot);

// Reads the files to know their content, or remembers it. `report` gets a sentence about trouble with the disk.
Caches openCaches(const CacheOptions&, const LoadedModel&, const Dataset& calibration, const Dataset& benchmark,
                  std::function<void(const std::string&)> report, const Progress& = {});

}
