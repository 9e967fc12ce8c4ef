// SPDX-License-Identifier: GPL-3.0-or-later
#include "layerview/storedparts.h"

#include <algorithm>

namespace quantscope {
namespace {

void addLayer(StoredPart& part, const Layer& layer, const Scheme& scheme)
{
    const double count = static_cast<double>(layer.in) * static_cast<double>(layer.out);
    const int bits = scheme.quantizesWeight() ? scheme.weightBits : 16;
    const double codes = bits * count / 8;
    part.fewestBits = part.weights > 0 ? std::min(part.fewestBits, bits) : bits;
    part.mostBits = part.weights > 0 ? std::max(part.mostBits, bits) : bits;
    part.weights += count;
    part.floatBytes += 2 * count;
    part.codeBytes += codes;
    part.scaleBytes += storedBits(layer, scheme) / 8 - codes;
}

}

StoredModel storedModel(const Plan& plan, const ModelOutline& outline)
{
    StoredModel model;
    double linear = 0;
    for (const auto tower : allTowers()) {
        StoredPart part;
        part.tower = tower;
        for (size_t i = 0; i < std::min(plan.schemes.size(), outline.layers.size()); ++i)
            if (outline.layers[i].tower == tower)
                addLayer(part, outline.layers[i], plan.schemes[i]);
        if (part.weights > 0)
            model.parts.push_back(part);
        linear += part.floatBytes;
    }
    model.otherBytes = std::max(0.0, 2 * outline.elements - linear);
    return model;
}

}
