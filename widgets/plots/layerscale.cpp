// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/layerscale.h"

#include <algorithm>
#include <cmath>

namespace quantscope {

double LayerScale::place(double value) const
{
    const double from = logarithmic ? std::log10(low) : low, to = logarithmic ? std::log10(high) : high;
    const double at = logarithmic ? (value > 0 ? std::log10(value) : from) : value;
    return to > from ? std::clamp((at - from) / (to - from), 0.0, 1.0) : 0;
}

double LayerScale::zero() const
{
    return logarithmic ? 0 : place(std::max(0.0, low));
}

LayerScale layerScale(const LayerMetric& metric, std::span<const double> values)
{
    LayerScale scale{metric.logarithmic ? 1.0 : 0.0, metric.logarithmic ? 1.0 : 0.0, metric.logarithmic};
    if (!values.empty()) {
        scale.low = *std::min_element(values.begin(), values.end());
        scale.high = *std::max_element(values.begin(), values.end());
    }
    if (metric.logarithmic) {
        scale.low = std::pow(10.0, std::floor(std::log10(scale.low) - 0.05));
        scale.high = std::pow(10.0, std::ceil(std::log10(scale.high) + 0.05));
        return scale;
    }
    if (scale.low > 0 && metric.unit.empty()) // shares close to 1 would all look alike from 0 on
        scale.low -= 0.1 * std::max(scale.high - scale.low, 1e-6);
    else
        scale.low = std::min(scale.low, 0.0);
    scale.high = std::max(scale.high, scale.low + 1e-6);
    return scale;
}

}
