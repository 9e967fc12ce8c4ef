// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/tilingrule.h"

#include "model/architectures/architecture.h"
#include "tasks/benchmarks.h"

namespace quantscope {

Tiling TilingRule::tiling(int width, int height) const
{
    return config.architecture->tile(config, width, height, mostTiles);
}

int mostTilesFor(const ModelConfig& config, const Benchmark& benchmark)
{
    const bool unknown = &benchmark == &defaultBenchmark();
    return unknown && config.ownTileLimit ? static_cast<int>(config.maxTiles) : benchmark.maxTiles;
}

}
