// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/preprocess.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <fmt/core.h>

#include "base/error.h"

namespace quantscope {
namespace {

constexpr int maxImageSide = 1 << 26;
constexpr int maxTileSize = 8192;
constexpr int maxTileCount = 1024;
constexpr int upscaleFactor = 2;

void check(bool ok, const char* what, int64_t value, int64_t maximum)
{
    if (!ok)
        throw Error(fmt::format("tiling: {} is {}, from 1 to {} is expected", what, value, maximum));
}

// All grids with minTiles..maxTiles tiles, by area; the order among equal areas never decides (it was swept).
std::vector<std::pair<int, int>> candidateGrids(int minTiles, int maxTiles)
{
    std::vector<std::pair<int, int>> grids;
    for (int columns = 1; columns <= maxTiles; ++columns)
        for (int rows = 1; columns * rows <= maxTiles; ++rows)
            if (columns * rows >= minTiles)
                grids.emplace_back(columns, rows);
    std::stable_sort(grids.begin(), grids.end(),
                     [](const auto& a, const auto& b) { return a.first * a.second < b.first * b.second; });
    return grids;
}

}

int Tiling::count() const
{
    return static_cast<int>(boxes.size()) + (thumbnail ? 1 : 0);
}

std::pair<int, int> closestGrid(int width, int height, std::span<const std::pair<int, int>> candidates, int tileSize)
{
    std::pair<int, int> best(1, 1);
    double bestDifference = std::numeric_limits<double>::infinity();
    const double ratio = static_cast<double>(width) / height;
    const double area = static_cast<double>(width) * height;
    for (const auto& grid : candidates) {
        const double difference = std::abs(ratio - static_cast<double>(grid.first) / grid.second);
        const double halfOfGrid = 0.5 * tileSize * tileSize * grid.first * grid.second;
        if (difference < bestDifference || (difference == bestDifference && area > halfOfGrid)) {
            bestDifference = difference;
            best = grid;
        }
    }
    return best;
}

Tiling chooseTiling(int width, int height, const TilingOptions& options)
{
    check(width > 0 && width <= maxImageSide, "the image width", width, maxImageSide);
    check(height > 0 && height <= maxImageSide, "the image height", height, maxImageSide);
    check(options.tileSize > 0 && options.tileSize <= maxTileSize, "the tile size", options.tileSize, maxTileSize);
    check(options.maxTiles > 0 && options.maxTiles <= maxTileCount, "the most tiles", options.maxTiles, maxTileCount);
    Tiling tiling;
    tiling.tileSize = options.tileSize;
    tiling.upscale = options.upscale;
    const int factor = options.upscale ? upscaleFactor : 1;
    const auto grids = candidateGrids(options.minTiles, options.maxTiles);
    std::tie(tiling.columns, tiling.rows) = closestGrid(width * factor, height * factor, grids, options.tileSize);
    for (int row = 0; row < tiling.rows; ++row)
        for (int column = 0; column < tiling.columns; ++column)
            tiling.boxes.push_back({column * tiling.tileSize, row * tiling.tileSize, (column + 1) * tiling.tileSize,
                                    (row + 1) * tiling.tileSize});
    tiling.thumbnail = options.useThumbnail && tiling.boxes.size() > 1;
    return tiling;
}

std::vector<Image> cutTiles(const Image& image, const Tiling& tiling)
{
    Image doubled;
    if (tiling.upscale)
        doubled = resizeBilinear(image, image.width * upscaleFactor, image.height * upscaleFactor);
    const Image& original = tiling.upscale ? doubled : image;
    const auto whole = resizeBicubic(original, tiling.columns * tiling.tileSize, tiling.rows * tiling.tileSize);
    std::vector<Image> tiles;
    for (const auto& box : tiling.boxes)
        tiles.push_back(crop(whole, box.left, box.top, box.right, box.bottom));
    if (tiling.thumbnail)
        tiles.push_back(resizeBicubic(original, tiling.tileSize, tiling.tileSize));
    return tiles;
}

at::Tensor normalizeTiles(const std::vector<Image>& tiles, const PixelScale& scale)
{
    // Each of the 256 levels is computed once.
    std::array<std::array<float, 256>, 3> levels;
    for (size_t c = 0; c < 3; ++c)
        for (size_t x = 0; x < 256; ++x)
            levels[c][x] = (static_cast<float>(x) / 255.0f - scale.mean[c]) / scale.deviation[c];
    const int side = tiles.empty() ? 0 : tiles.front().width;
    const auto pixels = static_cast<size_t>(side) * static_cast<size_t>(side);
    auto result = at::empty({static_cast<int64_t>(tiles.size()), 3, side, side}, at::kFloat);
    auto* target = result.data_ptr<float>();
    for (const auto& tile : tiles) {
        if (tile.width != side || tile.height != side || tile.rgb.size() != 3 * pixels)
            throw Error(
                fmt::format("tiles of {}x{} and {}x{} pixels cannot be in one batch, equal squares are expected",
                            tile.width, tile.height, side, side));
        for (size_t c = 0; c < 3; ++c)
            for (size_t i = 0; i < pixels; ++i)
                *target++ = levels[c][tile.rgb[3 * i + c]];
    }
    return result;
}

}
