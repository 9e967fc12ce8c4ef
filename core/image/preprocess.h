// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "image/image.h"

namespace at {
class Tensor;
}

namespace quantscope {

// Pixels with left <= x < right and top <= y < bottom of the resized image.
struct Box
{
    int left = 0;
    int top = 0;
    int right = 0;
    int bottom = 0;
};

// How an image is cut: resized to columns*tileSize x rows*tileSize, one tile per box, row by row.
struct Tiling
{
    int columns = 1;
    int rows = 1;
    int tileSize = 448;
    bool thumbnail = false; // a last tile shows the whole image
    bool upscale = false; // the image is first doubled in both directions (bilinear)
    std::vector<Box> boxes;

    // Tiles including the thumbnail.
    int count() const;
};

struct TilingOptions
{
    int minTiles = 1;
    int maxTiles = 12;
    int tileSize = 448;
    bool useThumbnail = true;
    bool upscale = false;
};

// InternVL2's dynamic tiling of an image of width x height pixels; 1x1 when no grid has minTiles..maxTiles tiles.
// Throws Error for sizes or options that are not positive or too large.
Tiling chooseTiling(int width, int height, const TilingOptions& options);

// The (columns, rows) closest in aspect ratio. On an exact tie a later candidate wins only when the image has more than
// half as many pixels as that grid. (1, 1) without candidates.
std::pair<int, int> closestGrid(int width, int height, std::span<const std::pair<int, int>> candidates, int tileSize);

// The tiles as tileSize x tileSize images, thumbnail last; bicubic resizing.
std::vector<Image> cutTiles(const Image& image, const Tiling& tiling);

// What pixels are normalized by, for red, green and blue: ImageNet's, unless a checkpoint says otherwise.
struct PixelScale
{
    std::array<float, 3> mean = {0.485f, 0.456f, 0.406f};
    std::array<float, 3> deviation = {0.229f, 0.224f, 0.225f};
};

// (x/255 - mean)/deviation in float32: [n, 3, s, s]. Throws Error unless all tiles are s x s.
at::Tensor normalizeTiles(const std::vector<Image>& tiles, const PixelScale& = {});

}
