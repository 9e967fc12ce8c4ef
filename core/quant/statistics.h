// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "numeric/observer.h"
#include "quant/calibrate.h"

namespace quantscope {

// What calibration saw at one layer's input, batch by batch in the order of the questions. Says nothing about bits,
// observers or clip ratios: grids for all of them follow without another forward pass.
struct InputRanges
{
    at::ScalarType dtype = at::kFloat;
    std::vector<BatchRange> batches; // all rows, without the split channel
    std::vector<BatchRange> image, text; // rows of image tokens and of text apart; in the language model only
    std::vector<BatchRange> rms; // the split channel, where there is one
};

inline constexpr std::array rangeParts{&InputRanges::batches, &InputRanges::image, &InputRanges::text,
                                       &InputRanges::rms};

using ActivationStatistics = std::vector<InputRanges>; // parallel to Model::layers

// The vision tower's part of it: it depends on nothing that happens in the language model.
struct VisionStatistics
{
    ActivationStatistics layers; // parallel to Model::layers, empty for the language model's
    std::vector<at::Tensor>
        visual; // per sample: what the decoder gets, [image tokens, width]; undefined without images
};

VisionStatistics collectVisionStatistics(const Model&, std::span<const GenerationInput> samples,
                                         const CalibrateOptions&, const Progress& = {});

// Answers the samples with `model`, quantized weights and float activations, as many tokens each as the options say,
// and watches the input of every layer. The same for any number of threads.
ActivationStatistics collectStatistics(const Model&, std::span<const GenerationInput> samples, const VisionStatistics&,
                                       const CalibrateOptions&, const Progress& = {});
ActivationStatistics collectStatistics(const Model&, std::span<const GenerationInput> samples, const CalibrateOptions&,
                                       const Progress& = {});

// What the last sample brings to a layer: the transformed input with all channels, and its rows from image tokens.
struct LastBatch
{
    at::Tensor rows;
    ImageRows image;
};

// Scales of the planned static layers from the statistics; dynamic layers get their format. `lastBatch` is for the
// observer that searches in it. A layer with modality scales whose statistics lack a modality gets one scale, and its
// fallbacks say so. Error when a static layer was never reached.
CalibratedModel applyStatistics(Model, const Plan&, const ActivationStatistics&,
                                const std::function<LastBatch(LayerIndex)>& lastBatch, int threads = 1);

bool hasStaticScales(const Scheme&);
bool searchesLastBatch(const Scheme&);
// True when some planned layer's observer searches in the last batch.
bool needsLastBatch(const Plan&);

// What the last sample brings to the layers whose observer searches in it; the others stay undefined.
std::vector<LastBatch> lastBatches(const Model&, const Plan&, const GenerationInput& sample, const CalibrateOptions&,
                                   const Progress& = {});

}
