// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "diagnosis/causes.h"

namespace quantscope {

// For each cause the first change of the recipe, in the order of preference, that the model and the recipe allow.
std::optional<Fix> fixOutliers(const LayerEvidence&, const CauseContext&);
std::optional<Fix> fixClipping(const LayerEvidence&, const CauseContext&);
std::optional<Fix> fixWideRange(const LayerEvidence&, const CauseContext&);
std::optional<Fix> fixSharedScale(const LayerEvidence&, const CauseContext&);
std::optional<Fix> fixWeight(const LayerEvidence&, const CauseContext&, bool outliers);
std::optional<Fix> fixRms(const LayerEvidence&, const CauseContext&, int64_t channel);
std::optional<Fix> fixCalibration(const CauseContext&);

}
