// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "quant/layerreport.h"
#include "quant/recipe.h"

namespace quantscope {

struct ScaleBits
{
    int llmWeights = 8, llmActivations = 8;
    int visionWeights = 8, visionActivations = 8; // of the projector too; 16: floating point
    int64_t weightSamples = 128, activationSamples = 128;
};

// One way to scale the language model's inputs, all else being equal.
struct ScaleVariant
{
    std::string model; // "naive": rounded to nearest, not rotated; "rotated": as the published command makes it
    std::string scales; // "one static scale", "MSQ", "MSQ + AIFS", "dynamic"
    Recipe recipe;
};

// Both models with each of the scales.
std::vector<ScaleVariant> scaleVariants(const ScaleBits&);

// What a run of a variant gave. SQNR is that of each language model layer alone, in dB.
struct ScaleResult
{
    double correct = 0;
    int64_t total = 0;
    double meanSqnrDb = 0, worstSqnrDb = 0;
    std::string worstLayer;
    double seconds = 0; // 0 for what was at hand
};

// The SQNR part; layers without error do not count. Unset when no layer of the language model is quantized.
void summarizeLayers(ScaleResult&, const std::vector<LayerReport>&);

std::string scaleTable(const std::vector<ScaleVariant>&, const std::vector<ScaleResult>&);
std::string scaleCsv(const std::vector<ScaleVariant>&, const std::vector<ScaleResult>&);

}
