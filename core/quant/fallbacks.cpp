// SPDX-License-Identifier: GPL-3.0-or-later
#include "quant/fallbacks.h"

#include <fmt/core.h>

namespace quantscope {

std::vector<std::string> collectFallbacks(const std::vector<LayerReport>& layers)
{
    std::vector<std::string> all;
    for (const auto& layer : layers) {
        const auto& s = layer.scheme;
        if (s.split && s.splitChannel == autoSplit && layer.splitChannel < 0 &&
            (s.quantizesWeight() || s.quantizesActivation()))
            all.push_back(layer.site.name + ": no weight column spikes, so no channel is split off");
        for (const auto* texts : {&layer.weight.fallbacks, &layer.inputFallbacks})
            for (const auto& text : *texts)
                all.push_back(layer.site.name + ": " + text);
        if (layer.weight.deadColumns > 0)
            all.push_back(fmt::format("{}: {} input channels are always zero in calibration; their weights become zero",
                                      layer.site.name, layer.weight.deadColumns));
    }
    return all;
}

}
