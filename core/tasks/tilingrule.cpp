// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/tilingrule.h"

#include "base/error.h"
#include "model/architectures/architecture.h"
#include "tasks/benchmarks.h"

namespace quantscope {

Tiling TilingRule::tiling(int width, int height, size_t image) const
{
    if (!doublesImage || image > 0)
        return config.architecture->tile(config, width, height, mostTiles);
    constexpr int mostSide = 1 << 25; // twice as much is still an image
    if (width > mostSide || height > mostSide)
        throw Error("the image is too large to be enlarged");
    auto tiling = config.architecture->tile(config, 2 * width, 2 * height, mostTiles);
    tiling.upscale = true;
    return tiling;
}

int mostTilesFor(const ModelConfig& config, const Benchmark& benchmark)
{
    const bool unknown = &benchmark == &defaultBenchmark();
    return unknown && config.ownTileLimit ? static_cast<int>(config.maxTiles) : benchmark.maxTiles;
}

}
