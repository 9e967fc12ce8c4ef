// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/tilingrule.h"

#include "model/architectures/architecture.h"

namespace quantscope {

Tiling TilingRule::tiling(int width, int height) const
{
    return config.architecture->tile(config, width, height, mostTiles);
}

}
