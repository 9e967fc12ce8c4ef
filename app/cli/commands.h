// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <iosfwd>

#include "cli/options.h"

namespace quantscope::cli {

// Does what the options say; results go to `out`. Throws Error for bad input and Cancelled on Ctrl+C.
void execute(const Options&, std::ostream& out);

// The whole program: parses, runs, turns errors into one sentence on standard error. Exit codes: 0 done,
// 1 unexpected failure, 2 bad input or options, 130 interrupted.
int runProgram(const std::vector<std::string>& words);

}
