// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/opening.h"
#include "cli/sources.h"
#include "record/report.h"
#include "run/execute.h"

namespace quantscope::cli {

// Model, questions and caches, opened once for all runs of a command. `recipe` stands for those that will run when
// memory and time are estimated; null: only the float model answers.
Workspace openWorkspace(const Options&, const Recipe* recipe);

RunSpec floatSpec(const Options&, const Workspace&, Protocol);
RunSpec specOf(const Options&, const Workspace&, const Recipe&);
ExecuteOptions optionsOf(const Options&);

// One run with its score, as `run` makes it.
RunRecord runOn(const Options&, const Workspace&, const Recipe&, const Progress&);
RunRecord answerFloat(const Options&, const Workspace&, Protocol, const Progress&);

}
