// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <iosfwd>

#include "archive/runarchive.h"
#include "cli/options.h"

namespace quantscope::cli {

// A report on runs of the store: one HTML page, its figures and its tables, as far as the options name places for them.
// Error for what none of the runs has, and for a model that is not theirs.
void reportCommand(const Options&, RunArchive&, std::ostream& out);

}
