// SPDX-License-Identifier: GPL-3.0-or-later
#include "quant/inputpass.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include "quant/atlayer.h"

namespace quantscope {

Pass inputPass(const Model& model, WatchInput watch)
{
    Pass pass;
    pass.linear = [&model, watch = std::move(watch)](LayerIndex layer, Chunks chunks,
                                                     const std::vector<ImageRows>& image) {
        const auto index = static_cast<size_t>(layer);
        const auto& linear = model.linears[index];
        return atLayer(model.layers[index], [&] {
            for (size_t i = 0; i < chunks.size(); ++i) {
                chunks[i] = transformedInput(linear, chunks[i]);
                watch(index, chunks[i], imageRowsOf(image, i));
                chunks[i] = applyTransformed(linear, chunks[i]);
            }
            return std::move(chunks);
        });
    };
    return pass;
}

}
