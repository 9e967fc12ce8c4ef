// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <iosfwd>

#include "archive/runarchive.h"
#include "cli/runsoptions.h"

namespace quantscope::cli {

// Prints what a session file of the runs will have and what not, and writes it, unless only the size was asked for.
void shareRuns(const RunsOptions&, RunArchive&, std::ostream& out);

// Prints what is in a session: where it comes from, its models and benchmarks, and its runs with their layers.
void openSession(const RunsOptions&, std::ostream& out);

// Copies the runs of a session into the archive.
void importSession(const RunsOptions&, RunArchive&, std::ostream& out);

}
