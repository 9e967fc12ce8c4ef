// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "image/preprocess.h"
#include "model/config.h"

namespace quantscope {

struct Benchmark;

// How a model cuts the images of a benchmark.
struct TilingRule
{
    ModelConfig config;
    int mostTiles = 12;
    bool doublesImage = false; // the first image is enlarged to twice its width and height before

    // Of the image at this place of a question, of this many pixels. Error for a size that is not positive or too
    // large.
    Tiling tiling(int width, int height, size_t image = 0) const;
};

// The most tiles of an image of this benchmark, without the thumbnail: VLMEvalKit's number, or the checkpoint's own in
// a layout that has one and where no benchmark is known.
int mostTilesFor(const ModelConfig&, const Benchmark&);

}
