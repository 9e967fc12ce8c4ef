#pragma once

#include <span>
#include <vector>

#include "model/generate.h"
#include "quant/layerreport.h"

namespace quantscope {

struct LayerErrorOptions
{
    int threads = 1;
    int64_t imageToken = -1;
    int64_t tilesPerChunk = 4;
};

// Runs both models side by side over the prompts, block by block. `reference` is the model after all transforms and
// before any rounding; the result is parallel to Model::sites and does not depend on the threads.
std::vector<LayerError> measureLayerErrors(const Model& reference, const Model& quantized,
                                           std::span<const GenerationInput> samples, const LayerErrorOptions&,
                                           const Progress& = {});

}
