// SPDX-License-Identifier: GPL-3.0-or-later
#include "layerview/weightpreview.h"

#include <atomic>
#include <numeric>

#include <ATen/core/Tensor.h>

#include "base/parallel.h"
#include "layerview/previewlayer.h"
#include "model/outline.h"
#include "quant/atlayer.h"
#include "run/checkrecipe.h"
#include "run/pipeline.h"

namespace quantscope {

void previewWeights(const Workspace& workspace, const Recipe& recipe, std::vector<LayerIndex> layers,
                    const RunEvents& events, const Progress& progress)
{
    const auto& model = workspace.loaded.model;
    const auto plan = resolve(recipe, model.layers);
    checkRecipe(plan.recipe, plan, outlineOf(model));
    if (layers.empty()) {
        layers.resize(model.layers.size());
        std::iota(layers.begin(), layers.end(), LayerIndex(0));
    }
    const LayerTransforms transforms(model, plan);
    const auto count = static_cast<int64_t>(layers.size());
    const int side = layersAtOnce(model, workspace.threads), inside = side > 1 ? 1 : workspace.threads;
    std::atomic<int64_t> done{0};
    parallelFor(count, side, [&](int64_t i) {
        progress.step(double(done++) / double(count), stageTitle(Stage::QuantizeWeights));
        const auto layer = layers[static_cast<size_t>(i)];
        const auto& scheme = plan.schemes.at(static_cast<size_t>(layer));
        if (!scheme.quantizesWeight())
            return;
        const auto outcome = atLayer(model.layers.at(static_cast<size_t>(layer)), [&] {
            return previewWeight(transforms(layer, inside), scheme, inside, progress).weight;
        });
        if (events.weightQuantized)
            events.weightQuantized(layer, outcome);
    });
}

}
