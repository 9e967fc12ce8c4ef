// SPDX-License-Identifier: GPL-3.0-or-later
#include "layerview/runlayerview.h"

#include "layerview/viewlayer.h"

namespace quantscope {

LayerView viewLayerOf(const RunModels& models, LayerIndex layer, int64_t row)
{
    const auto index = static_cast<size_t>(layer);
    LayerView view;
    view.layer = models.model.layers.at(index);
    view.scheme = models.plan.schemes.at(index);
    view.weight =
        viewWeight(models.original.linears[index], models.reference.linears[index], models.model.linears[index], row);
    if (models.inputsBefore && models.inputsAfter)
        view.input = viewInput(models.inputsBefore->profiles.at(index), models.inputsAfter->profiles.at(index),
                               models.model.linears[index]);
    return view;
}

}
