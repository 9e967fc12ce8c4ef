// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/message.h"
#include "model/layer.h"
#include "numeric/formats.h"
#include "numeric/metrics.h"
#include "quant/scheme.h"

namespace quantscope {

// What quantizing one layer's weight did.
struct WeightOutcome
{
    bool quantized = false;
    double weightSqnrDb = 0; // of the weight against the one before, without the split column
    double hessianLoss = 0; // Σ (W - Wq) H (W - Wq)ᵀ, GPTQ only
    double damping = 0; // that made the factorization succeed, GPTQ only
    int64_t deadColumns = 0; // input channels that calibration never excites
    std::vector<Message> fallbacks; // without the layer
};

struct ActivationRange
{
    float min = 0;
    float max = 0;
};

// KL(float ‖ quantized) of the next token's probabilities in nats, mean over the prompts' text tokens, and over their
// last tokens alone, which choose the first token of the answer.
struct LogitsDivergence
{
    double text = 0;
    double promptEnd = 0;
};

// How far one layer's output is from that of the float model in the same basis (rotated alike).
struct LayerError
{
    ErrorMetrics isolated; // both get the float model's input: this layer alone
    ErrorMetrics accumulated; // each gets its own input: this layer and all before it
    // The same over the rows of image and of text tokens alone: inside the language model, unset without such rows.
    std::optional<ErrorMetrics> isolatedImage{}, isolatedText{}, accumulatedImage{}, accumulatedText{};
    std::optional<LogitsDivergence> logits{}; // of the output head, accumulated
};

// All that a run knows about one layer.
struct LayerReport
{
    Layer layer;
    Scheme scheme;
    WeightOutcome weight;
    LayerError error;
    bool measured = false; // `error` is known
    std::optional<ActivationRange> range; // static activations only; with `imageRange` of text rows
    StaticGrid grid;
    std::optional<ActivationRange> imageRange; // of image rows, where they have a scale of their own
    std::optional<StaticGrid> imageGrid;
    std::optional<ActivationRange> rmsRange; // of the split channel, where it is quantized by itself
    int64_t rmsChannel = -1; // that the layer really has
    std::vector<Message> inputFallbacks; // scales that could not be made as planned; without the layer
};

struct CalibrationUse
{
    std::string dataset;
    std::vector<size_t> weightRows, activationRows, errorRows;
};

}
