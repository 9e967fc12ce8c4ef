// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/options.h"
#include "quant/recipe.h"
#include "run/caches.h"

namespace quantscope::cli {

// The files that a command works on.
struct Sources
{
    std::filesystem::path model, data, calibration; // calibration empty: the benchmark itself
};

// Error when the options contradict each other or a named benchmark is not there.
Sources chooseSources(const Options&, bool needsData);
Recipe chosenRecipe(const Options&);
CacheOptions cacheOptions(const Options&, const Model* = nullptr);

}
