// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.h"
#include "base/progress.h"
#include "numeric/layerstatistics.h"
#include "numeric/quantizerparameters.h"
#include "numeric/weightquantizer.h"

namespace quantscope {

struct QuantizerOptions
{
    WeightFormat format;
    QuantizerParameters parameters;
    int threads = 1; // the result does not depend on them
};

struct QuantizerResult
{
    QuantizedWeight weight;
    double loss = 0; // Σ diag((W - Wq) H (W - Wq)ᵀ); 0 with 16 bits or without a Hessian
    double damping = 0; // the percdamp that worked; 0 where nothing was factorized
    int64_t deadColumns = 0;
    std::vector<Message> fallbacks; // what could not be done as the options say
};

// One way to choose the codes of a weight matrix [out, in]. Adding one: a file with a function of this type and a row
// in quantizers.cpp. Throws Error for statistics of other shapes, Cancelled through the progress.
struct WeightQuantizer
{
    std::string_view id; // as written in recipes
    std::string_view title;
    QuantizerNeeds needs = QuantizerNeeds::Nothing;
    std::vector<QuantizerField> parameters; // that it reads
    QuantizerResult (*quantize)(const at::Tensor& weight, const LayerStatistics&, const QuantizerOptions&,
                                const Progress&) = nullptr;
};

std::span<const WeightQuantizer> weightQuantizers();

// Throws Error for an unknown id.
const WeightQuantizer& weightQuantizer(std::string_view id);

// The parameters of all quantizers, each once.
std::vector<QuantizerField> quantizerFields();

}
