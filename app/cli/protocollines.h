// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "archive/runname.h"
#include "cli/sources.h"
#include "run/protocolfacts.h"

namespace quantscope::cli {

// A line of the recipe or run that has this name.
struct NamedLine
{
    std::string name, line;
};

// Each line once, in order of appearance, behind the names of those that have it unless all have it.
std::vector<std::string> linesOnce(const std::vector<NamedLine>&);

// All facts of a run in one line.
std::string factsLine(const ProtocolFacts&);

// What a recipe from the options says first: that it quantizes nothing, what its protocol changes, and what the exact
// one does otherwise than MQuant's code would with the same options.
void sayProtocol(const Options&, const Recipe&);
// The same of several recipes that are no command lines; what MQuant's code would do otherwise follows from each
// recipe.
void sayProtocols(const Options&, const std::vector<NamedRecipe>&);

}
