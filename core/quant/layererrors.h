// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include <functional>

#include "model/generate.h"
#include "quant/layerreport.h"

namespace quantscope {

struct LayerErrorOptions
{
    int threads = 1;
    int64_t imageToken = -1;
    int64_t tilesPerChunk = 4;
    // Questions that walk together, fewer when they have many large tiles; their outputs of one block are held at a
    // time.
    int64_t samplesPerWave = 8;
    // Called for each layer, in the order of the model, when its error over all questions is known.
    std::function<void(LayerIndex, const LayerError&)> layerDone;
};

// The vision tower's and projector's part: it depends on nothing that happens in the language model.
struct VisionErrors
{
    std::vector<LayerError> errors; // parallel to Model::layers, unset for the language model's
    struct Wave
    {
        size_t count = 0; // samples that walk together
        Chunks reference, quantized; // what the decoders get, [tiles, tokens, width]
    };
    std::vector<Wave> waves;
};

VisionErrors measureVisionErrors(const Model& reference, const Model& quantized,
                                 std::span<const GenerationInput> samples, const LayerErrorOptions&,
                                 const Progress& = {});

// Runs both models side by side over the prompts, block by block, all prompts of a wave in step. `reference` is the
// model after all transforms and before any rounding; language model layers tell image and text rows apart, the head
// has the KL of its logits; the result is parallel to Model::layers and does not depend on the threads.
std::vector<LayerError> measureLayerErrors(const Model& reference, const Model& quantized,
                                           std::span<const GenerationInput> samples, const VisionErrors&,
                                           const LayerErrorOptions&, const Progress& = {});

}
