// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "quant/layerreport.h"

namespace quantscope {

// One layer as the plots and tables have it. Stale values are those of the run before, until newer ones arrive.
struct LayerRow
{
    LayerReport report;
    bool weightStale = false;
    bool errorStale = false;
    // Stale values are those of a preview: of the weight alone, or of this layer alone with float inputs.
    bool weightPreview = false, errorPreview = false;
};

}
