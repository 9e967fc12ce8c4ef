// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/hybrid.h"

namespace quantscope {

Model hybridModel(const Model& reference, const Model& quantized, QuantizedPart part,
                  const std::function<bool(LayerIndex)>& isQuantized)
{
    Model hybrid = reference;
    for (size_t i = 0; i < hybrid.linears.size(); ++i) {
        if (!isQuantized(static_cast<LayerIndex>(i)))
            continue;
        const auto& rounded = quantized.linears.at(i);
        if (part != QuantizedPart::InputOnly)
            hybrid.linears[i] = rounded;
        hybrid.linears[i].input = part == QuantizedPart::WeightOnly ? InputQuantizer() : rounded.input;
    }
    return hybrid;
}

}
