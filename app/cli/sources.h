// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/options.h"
#include "run/caches.h"
#include "run/runspec.h"

namespace quantscope::cli {

// The files that a command works on. Error when the options contradict each other, a named benchmark is not there, or
// the demo model would answer another benchmark without being asked to.
Sources chooseSources(const Options&, bool needsData);
// They are the demo's, which bring calibration questions with them.
bool asksDemoQuestions(const Options&);
Recipe chosenRecipe(const Options&);
// The questions that a run under the protocol answers. MQuant's code ignores a limit. Error.
QuestionSubset chosenSubset(const Options&, Protocol);
CacheOptions cacheOptions(const Options&, const Model* = nullptr);

}
