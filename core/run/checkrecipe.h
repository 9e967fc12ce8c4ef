// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "model/outline.h"
#include "quant/plan.h"

namespace quantscope {

// The warnings of validate(). Error with all that it finds wrong when the recipe cannot run.
std::vector<Message> checkRecipe(const Recipe&, const Plan&, const ModelOutline&);

}
