// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/finiteweights.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include "base/error.h"
#include "model/nonfinite.h"

namespace quantscope {
namespace {

// "[3, 5]" of the value at `index` in row order.
std::string placeIn(at::IntArrayRef shape, int64_t index)
{
    std::string text;
    for (size_t axis = shape.size(); axis-- > 0; index /= shape[axis])
        text = std::to_string(index % shape[axis]) + (text.empty() ? "" : ", ") + text;
    return "[" + text + "]";
}

}

void requireFinite(const at::Tensor& tensor, const std::string& name)
{
    if (const auto found = firstNonFinite(tensor))
        throw Error(name + ": holds " + (found->isNan ? "NaN" : "an infinite value") + " at " +
                    placeIn(tensor.sizes(), found->index) + "; finite weights are expected, the file is damaged");
}

void requireFiniteWeights(const Model& model)
{
    for (size_t i = 0; i < model.layers.size(); ++i)
        requireFinite(model.linears[i].weight, model.layers[i].name + ".weight");
    requireFinite(model.embedding, model.config.family->names(model.config.decoder).embedding);
}

}
