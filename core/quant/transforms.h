// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "base/progress.h"
#include "model/model.h"
#include "quant/plan.h"

namespace quantscope {

// Every function here takes a model and returns a new one; none changes what the float model answers, except
// norm fusion in mode MQuant. Weights are computed in float64 and stored in their own type.

// How they are computed; the result does not depend on it. Cancelled between two layers.
struct TransformWork
{
    int threads = 1;
    Progress progress = {};
    std::optional<LayerIndex> only = {}; // no other weight is changed, nor an embedding
};

inline TransformWork partOf(const TransformWork& whole, double from, double to)
{
    return {whole.threads, partOf(whole.progress, from, to), whole.only};
}

// How many layers may be worked on at a time: where memory is saved, one alone when its float64 copy is large.
int layersAtOnce(const Model&, int threads);

// Layer scale of the vision blocks into the layer in front of it.
Model foldLayerScale(Model, const TransformWork& = {});

// Weights and biases of norms into the layers behind them, where the recipe says so.
Model fuseNorms(Model, const Recipe&, const TransformWork& = {});

// A norm's weight and bias into one linear layer: W·diag(γ), b + Wβ. A layer that reads several vectors behind the norm
// side by side has γ and β for each.
void fuseNormInto(const Norm&, Linear&);
// Makes the output of a layer have zero mean over its channels.
void removeMean(Linear&);
at::Tensor withoutMean(const at::Tensor& x); // over the last axis

// True where some norm of the vision stream subtracts the mean.
bool visionMeetsLayerNorm(const Model&);

// Orthogonal matrices that turn row vectors, x -> xQ, in float64; an undefined one leaves its part as it is.
struct Rotations
{
    at::Tensor vision, llm; // residual streams
    std::vector<at::Tensor> visionHeads, llmHeads; // per block: value rows and output columns of every head
};

// From the recipe's seed, each tower with its own generator. A vision stream that still meets a LayerNorm gets a
// rotation that keeps the all-ones vector, so that every such norm commutes with it.
Rotations drawRotations(const Model&, const Recipe&);
Model rotate(Model, const Rotations&, const TransformWork& = {});

// Hadamard transform in front of the down projections (and of mlp1.3), behind random signs where the recipe says so,
// folded into their weights.
using HadamardChoice = std::function<Hadamard(int64_t size)>;
Model installOnlineHadamard(Model, const Recipe&, const HadamardChoice& choice = hadamardOfSize,
                            const TransformWork& = {});

// The input channel whose weight column, by its largest |w|, is more than spikeRatio times the median of the others; -1
// without one. The paper compares √d·|mean| of the column before the Hadamard with the largest of the others.
inline constexpr float rmsRatio = 3;
int64_t findRmsChannel(const at::Tensor& weight);

// Marks the planned split channels; with autoSplit each layer's own, where one spikes.
Model markRmsChannels(Model, const Plan&, std::optional<LayerIndex> only = {});

}
