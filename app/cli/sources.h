// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/options.h"
#include "run/caches.h"
#include "run/runspec.h"

namespace quantscope::cli {

// The files that a command works on. Error when the options contradict each other, a named benchmark is not there, or
// the demo model would answer another benchmark without being asked to.
Sources chooseSources(const Options&, bool needsData);
Recipe chosenRecipe(const Options&);
CacheOptions cacheOptions(const Options&, const Model* = nullptr);

}
