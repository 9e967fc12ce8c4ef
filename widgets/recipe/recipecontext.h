// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "quant/plan.h"

namespace quantscope {

// A recipe, what it means for every layer, and the model whose layers these are.
struct RecipeContext
{
    Recipe recipe;
    Plan plan;
    std::shared_ptr<const ModelOutline> outline;

    const std::vector<Layer>& layers() const; // none without a model
};

}
