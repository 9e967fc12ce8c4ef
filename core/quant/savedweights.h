// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "quant/quantize.h"

namespace quantscope {

// Codes, scales and zero points of every quantized layer as one safetensors file, with the recipe in its metadata.
void saveWeights(const std::filesystem::path&, const QuantizedModel&, const Recipe&, const Plan&);

// Puts saved weights into `reference`, the transformed float model. Error when the file was made with other weight
// settings or transforms than the recipe's, or does not fit the model.
QuantizedModel loadWeights(const std::filesystem::path&, const Model& reference, const Recipe&, const Plan&);

}
