// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <iosfwd>

#include "cli/options.h"

namespace quantscope::cli {

// Runs every scale variant one after the other and prints them as one table; --out writes msq.csv as results come.
void msq(const Options&, std::ostream& out);

}
