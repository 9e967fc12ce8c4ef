// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "quant/layerreport.h"

namespace quantscope {

// One sentence with the layer's name for all that could not be done as the recipe says.
std::vector<std::string> collectFallbacks(const std::vector<LayerReport>&);

}
