// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "layerview/layerview.h"
#include "run/runmodels.h"

namespace quantscope {

// One layer of a run; `row` as in viewWeight(). With its inputs where they were profiled.
LayerView viewLayerOf(const RunModels&, LayerIndex, int64_t row = -1);

}
