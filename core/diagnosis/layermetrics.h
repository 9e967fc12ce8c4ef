// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "quant/layerreport.h"

namespace quantscope {

// Isolated: this layer alone with the float model's input. Accumulated: with all layers before it quantized.
enum class ErrorScope { Isolated, Accumulated };

// One number about a layer that plots and tables can show. A new one is one row in layermetrics.cpp.
struct LayerMetric
{
    std::string_view id;
    std::string_view title;
    std::string_view unit; // "dB", "nats" or empty
    bool higherIsBetter = true;
    bool logarithmic = false; // spans orders of magnitude
    bool scoped = true; // differs between isolated and accumulated
    // nullopt when the layer is not quantized in the way that the metric looks at, infinity when it is without error.
    std::optional<double> (*value)(const LayerReport&, ErrorScope);
};

std::span<const LayerMetric> layerMetrics();
const LayerMetric* findLayerMetric(std::string_view id);

}
