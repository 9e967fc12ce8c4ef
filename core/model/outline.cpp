// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/outline.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include "model/model.h"

namespace quantscope {

ModelOutline outlineOf(const Model& model, std::string name)
{
    ModelOutline outline{std::move(name), model.config, model.layers, 0};
    Model copy = model;
    forEachTensor(copy, [&](at::Tensor& t) { outline.elements += static_cast<double>(t.numel()); });
    const auto& head = model.linears[static_cast<size_t>(model.head)].weight;
    if (head.is_same(model.embedding))
        outline.elements -= static_cast<double>(model.embedding.numel());
    return outline;
}

}
