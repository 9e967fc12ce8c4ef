// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <iosfwd>

#include "cli/options.h"

namespace quantscope::cli {

// `quantscope-cli diagnose`: findings, the first bad layer, and if asked for the guided check and one question in
// detail.
void diagnose(const Options&, std::ostream& out);

}
