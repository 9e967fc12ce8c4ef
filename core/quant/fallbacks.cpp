// SPDX-License-Identifier: GPL-3.0-or-later
#include "quant/fallbacks.h"

namespace quantscope {

std::vector<Message> collectFallbacks(const std::vector<LayerReport>& layers)
{
    std::vector<Message> all;
    for (const auto& layer : layers) {
        const auto add = [&](Message m) { all.push_back(layerMessage(layer.layer.name, std::move(m))); };
        const auto& s = layer.scheme;
        if (s.rms && s.rmsChannel == autoRms && layer.rmsChannel < 0 &&
            (s.quantizesWeight() || s.quantizesActivation()))
            add(message("fallback.no_spike"));
        for (const auto* list : {&layer.weight.fallbacks, &layer.inputFallbacks})
            for (const auto& fallback : *list)
                add(fallback);
        if (layer.weight.deadColumns > 0)
            add(message("fallback.dead_channels", {{"channels", layer.weight.deadColumns}}));
    }
    return all;
}

}
