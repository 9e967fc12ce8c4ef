// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <iosfwd>

#include "archive/runarchive.h"
#include "cli/runsoptions.h"

namespace quantscope::cli {

// Takes a file of predictions for a benchmark into the archive as a run, and prints how its rows were matched and both
// scores, its own and the file's. Error when the file cannot be read, or none of its rows matches.
void importPredictions(const RunsOptions&, RunArchive&, std::ostream& out);

// "FILE (xlsx), which says …" of an imported run; empty for others.
std::string importText(const RunRecord&);

}
