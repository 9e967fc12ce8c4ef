// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "diagnosis/layermetrics.h"

namespace quantscope {

// The range in which the values of a metric are drawn.
struct LayerScale
{
    double low = 0, high = 1;
    bool logarithmic = false;

    double place(double value) const; // 0 at low, 1 at high; outside of them the nearer end
    double zero() const; // the place where bars begin
};

// Of finite values, positive ones on a logarithmic metric: from 0 on, or below it for negative ones; shares near 1 from
// a little below the smallest one on; whole decades of a logarithmic metric.
LayerScale layerScale(const LayerMetric&, std::span<const double> values);

}
