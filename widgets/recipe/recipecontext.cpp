// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipe/recipecontext.h"

namespace quantscope {

const std::vector<Layer>& RecipeContext::layers() const
{
    static const std::vector<Layer> none;
    return outline ? outline->layers : none;
}

}
