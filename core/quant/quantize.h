// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "model/generate.h"
#include "numeric/layerstatistics.h"
#include "quant/plan.h"
#include "quant/quantizelayer.h"

namespace quantscope {

// Where the decoder's inputs of all samples wait, so that a change in the language model alone need not walk through
// the vision tower again.
struct DecoderEntry
{
    Chunks visual; // the projector's output, chunks [tiles, tokens, width]
};

struct QuantizeOptions
{
    int threads = 1;
    int64_t imageToken = -1;
    int64_t tilesPerChunk = 8;
    int64_t tokensPerChunk = 2048;
    int64_t chunksInMemory = 4; // where memory is saved, those behind them wait on the disk between two steps
    // Called after each layer, in the order of the model. `before` tells what all layers before it have become, by
    // content; empty without lookupLayer. `cached` tells a layer that was cached.
    std::function<void(LayerIndex, const std::string& before, const std::shared_ptr<const CachedLayer>&, bool cached)>
        layerDone;
    // Results from before, where there are any; each is asked for once, when all layers before it are cached.
    std::function<std::shared_ptr<const CachedLayer>(LayerIndex, const std::string& before)> lookupLayer;
    std::function<std::shared_ptr<const DecoderEntry>(const std::string& before)> lookupEntry;
    std::function<void(const std::string& before, std::shared_ptr<const DecoderEntry>)> entryReady;
    // Sees what the quantizer of each layer reads of its inputs, where it needs any.
    std::function<void(LayerIndex, const LayerStatistics&)> statisticsReady;
};

struct QuantizedModel
{
    Model model;
    std::vector<WeightOutcome> outcomes; // parallel to Model::layers
};

// Rounds the weights of all planned layers, one after the other from the patch embedding to the last decoder block:
// the Hessian of a layer comes from inputs that all earlier layers, already quantized, have made (inputs themselves
// not quantized). One walk of the samples through the model serves all layers.
QuantizedModel quantizeWeights(Model, const Plan&, std::span<const GenerationInput> samples, const QuantizeOptions&,
                               const Progress& = {});

// True when some planned layer's quantizer needs calibration inputs.
bool needsHessians(const Plan&);

}
