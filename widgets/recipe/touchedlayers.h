// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "quant/plan.h"

namespace quantscope {

// The layers that a switch of the recipe reaches, as layer indices; what the window marks while a switch is hovered.
std::vector<int> rotationLayers(const std::vector<Layer>&, Tower);
std::vector<int> normFoldingLayers(const std::vector<Layer>&, Tower);
std::vector<int> onlineHadamardLayers(const std::vector<Layer>&, Tower);
std::vector<int> switchedLayers(const std::vector<Layer>&); // that see image tokens first
// Layers that take this field from their tower's setting: no override stands before it.
std::vector<int> fieldLayers(const std::vector<Layer>&, const Recipe&, const Plan&, Tower, const SchemeField&);
std::vector<int> gptqLayers(const Plan&);
std::vector<int> staticLayers(const Plan&);

}
