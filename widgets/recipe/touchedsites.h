// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "quant/plan.h"

namespace quantscope {

// The layers that a switch of the recipe reaches, as site indices; what the window marks while a switch is hovered.
std::vector<int> rotationSites(const std::vector<Site>&, Tower);
std::vector<int> normFoldingSites(const std::vector<Site>&, Tower);
std::vector<int> onlineHadamardSites(const std::vector<Site>&, Tower);
std::vector<int> switchedSites(const std::vector<Site>&); // that see image tokens first
// Layers that take this field from their tower's setting: no override stands before it.
std::vector<int> fieldSites(const std::vector<Site>&, const Recipe&, const Plan&, Tower, const SchemeField&);
std::vector<int> gptqSites(const Plan&);
std::vector<int> staticSites(const Plan&);

}
