// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "quant/recipe.h"

namespace quantscope {

// MQuant's options that give a recipe, as one line. `complete` is false when it says more than options can (overrides
// of blocks or fields); such a recipe travels by --recipe.
struct OptionLine
{
    std::string text;
    bool complete = true;
};

OptionLine optionLine(const Recipe&);

}
