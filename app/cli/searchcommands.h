// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <iosfwd>

#include "bitalloc/sensitivity.h"
#include "cli/workbench.h"

namespace quantscope::cli {

// Scores of all groups by the chosen measures, as a table with their rank agreement; --out writes sensitivity.json and
// sensitivity.csv.
void sensitivity(const Options&, std::ostream& out);
// Mixed-precision search: a recipe, with --run its score and that of uniform bits.
void search(const Options&, std::ostream& out);
// Recipes of a grid or a list one after the other: sweep.csv and a folder for each run.
void sweep(const Options&, std::ostream& out);

// Measures on an open workspace.
SensitivityTable measured(const Options&, const Workspace&, const Recipe&, std::vector<std::string> measures,
                          const Progress&);

}
