// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "run/execute.h"

namespace quantscope {

// What a recipe does to the weights of these layers (empty: all), before any question is asked: each transformed by
// itself and rounded as previewWeight() does, the first of the list first; outcomes go to the events as they come.
// Seconds where a run takes hours, and no memory for a second model. Error when the recipe cannot run.
void previewWeights(const Workspace&, const Recipe&, std::vector<LayerIndex> layers, const RunEvents&,
                    const Progress& = {});

}
