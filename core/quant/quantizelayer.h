// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include "base/progress.h"
#include "model/linear.h"
#include "numeric/layerstatistics.h"
#include "quant/layerreport.h"
#include "quant/scheme.h"

namespace quantscope {

// A layer whose weight is quantized, for the model, for reports and for the cache.
struct CachedLayer
{
    QuantizedWeight weight;
    WeightOutcome outcome;
};

// Rounds the layer's weight in `type`, without the split column, as the scheme says; its dense values are not kept. The
// statistics of that part are those that the scheme's method needs. Throws Cancelled.
CachedLayer quantizeLayer(const Linear&, const Scheme&, const LayerStatistics&, at::ScalarType type, int threads,
                          const Progress& = {});

}
