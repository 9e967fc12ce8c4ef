#pragma once

#include "numeric/observer.h"
#include "quant/calibrate.h"

namespace quantscope {

// What calibration saw at one layer's input, batch by batch in the order of the questions. Says nothing about bits,
// observers or clip ratios: grids for all of them follow without another forward pass.
struct LayerStatistics
{
    at::ScalarType dtype = at::kFloat;
    std::vector<BatchRange> batches;
};

using ActivationStatistics = std::vector<LayerStatistics>; // parallel to Model::sites

// The vision tower's part of it: it depends on nothing that happens in the language model.
struct VisionStatistics
{
    ActivationStatistics layers;    // parallel to Model::sites, empty for the language model's
    std::vector<at::Tensor> visual; // per sample: what the decoder gets, [image tokens, width]; undefined without images
};

VisionStatistics collectVisionStatistics(const Model&, std::span<const GenerationInput> samples, const CalibrateOptions&,
                                         const Progress& = {});

// Answers the samples with `model`, quantized weights and float activations, `newTokens` tokens each and one for the last
// sample as in the reference, and watches the input of every layer. The same for any number of threads.
ActivationStatistics collectStatistics(const Model&, std::span<const GenerationInput> samples, const VisionStatistics&,
                                       const CalibrateOptions&, const Progress& = {});
ActivationStatistics collectStatistics(const Model&, std::span<const GenerationInput> samples, const CalibrateOptions&,
                                       const Progress& = {});

// Scales of the planned static layers from the statistics; dynamic layers get their format. `lastBatch` gives what the last
// sample brings to a layer, for the observer that searches in it. Error when a static layer was never reached.
CalibratedModel applyStatistics(Model, const Plan&, const ActivationStatistics&,
                                const std::function<at::Tensor(SiteIndex)>& lastBatch, int threads = 1);

// True when some planned layer's observer searches in the last batch.
bool needsLastBatch(const Plan&);

// What the last sample brings to the layers whose observer searches in it; the others stay undefined.
std::vector<at::Tensor> lastBatches(const Model&, const Plan&, const GenerationInput& sample, const CalibrateOptions&,
                                    const Progress& = {});

}
