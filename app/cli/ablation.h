// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <iosfwd>

#include "cli/options.h"

namespace quantscope::cli {

// Runs the published recipe step by step, or the demo's ladder, and prints hits and mean layer error after each.
void ablation(const Options&, std::ostream& out);

}
