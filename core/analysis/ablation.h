#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "quant/layerreport.h"
#include "quant/recipe.h"

namespace quantscope {

// One step from naive rounding to the published command; each keeps what the steps before it turned on. Titles and
// reasons are English sentences for people. A new step is one row in ablation.cpp.
struct AblationStage
{
    std::string_view id;
    std::string_view title;
    std::string_view why;
};

std::span<const AblationStage> ablationStages();

// The recipe of stage `index` with everything before it. The last is the published command. Error for another index.
Recipe ablationRecipe(size_t index);

// The mean of the accumulated output SQNR over the layers that are rounded and measured, in dB; nothing without any.
std::optional<double> meanSqnrDb(const std::vector<LayerReport>&);

}
