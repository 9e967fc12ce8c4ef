// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "synth/synth.h"

namespace quantscope {

struct ScaledIndex
{
    int64_t index = 0;
    double factor = 1;
};

// One tensor, seen as a matrix: values are mean + deviation·z with z normal, then single rows and columns are scaled.
struct SynthTensor
{
    std::string name;
    std::vector<int64_t> shape;
    int64_t rows = 0, columns = 0; // their product is the number of values
    double mean = 0, deviation = 0;
    std::vector<ScaledIndex> rowFactors, columnFactors;
};

struct SynthPlan
{
    std::vector<SynthTensor> tensors; // in the order of the files
    nlohmann::json planted; // what synthetic.json says about outliers
};

// Nothing is generated yet. Throws Error when no decoder family knows the shape.
SynthPlan planSynthetic(const SynthShape&, uint64_t seed);

}
