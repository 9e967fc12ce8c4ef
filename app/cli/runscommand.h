// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <iosfwd>

#include "cli/options.h"

namespace quantscope::cli {

// That of the options, else the user's own. Error when it is not there.
std::filesystem::path storeOf(const Options&);

// Lists, shows, compares and edits the runs of a store. Error for runs that are not there.
void runsCommand(const Options&, std::ostream& out);

}
