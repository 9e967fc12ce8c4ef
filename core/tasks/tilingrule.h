// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "image/preprocess.h"
#include "model/config.h"

namespace quantscope {

// How a model cuts the images of a benchmark.
struct TilingRule
{
    ModelConfig config;
    int mostTiles = 12;
    bool doublesImage = false; // the image is enlarged to twice its width and height first

    // Of an image of this many pixels. Error for a size that is not positive or too large.
    Tiling tiling(int width, int height) const;
};

}
