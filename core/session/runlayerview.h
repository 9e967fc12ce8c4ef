// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "layerview/layerview.h"
#include "run/runmodels.h"

namespace quantscope {

// One layer of a run in its three states, with what enters it where that was profiled; see viewWeight().
LayerView viewLayer(const RunModels&, LayerIndex, int64_t row);

}
