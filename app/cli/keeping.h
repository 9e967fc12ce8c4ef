// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/options.h"
#include "run/execute.h"

namespace quantscope::cli {

struct KeptRun
{
    RunRecord record;
    bool kept = true; // what --store asks for has been done
};

// One run with its score; with --store kept there as its results come. Named `name`, else by what its recipe is. Error,
// before any work, when the store cannot be written to; trouble with it later is logged and does not stop the run.
KeptRun executeKept(const Options&, const Workspace&, const RunSpec&, const ExecuteOptions&, const Progress&,
                    const std::string& name = {});
// The record has learnt more since. False, logged, when it could not be written.
bool keepChanged(const Options&, const RunRecord&);

// The rest of a run of the store that was interrupted or failed, on the files that it was begun with. Error when they
// have changed, or when the run is complete or under way. `options` has what is not the run's: threads, caches, memory.
RunRecord continueRun(const Options&, const std::string& run, const Progress&);

}
