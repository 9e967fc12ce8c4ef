// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "quant/layerreport.h"

namespace quantscope {

// All that could not be done as the recipe says, each with its layer.
std::vector<Message> collectFallbacks(const std::vector<LayerReport>&);

}
