// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipe/touchedlayers.h"

#include "quant/overrides.h"
#include "recipe/fieldtext.h"

namespace quantscope {
namespace {

template <typename Condition> std::vector<int> indicesWhere(size_t count, Condition condition)
{
    std::vector<int> indices;
    for (size_t i = 0; i < count; ++i)
        if (condition(i))
            indices.push_back(static_cast<int>(i));
    return indices;
}

}

std::vector<int> rotationLayers(const std::vector<Layer>& layers, Tower tower)
{
    const auto stream = tower == Tower::Vision ? Stream::Vision : tower == Tower::Llm ? Stream::Llm : Stream::None;
    return indicesWhere(layers.size(), [&](size_t i) {
        return stream != Stream::None && (streamRead(layers[i]) == stream || streamWritten(layers[i]) == stream);
    });
}

std::vector<int> normFoldingLayers(const std::vector<Layer>& layers, Tower tower)
{
    return indicesWhere(layers.size(),
                        [&](size_t i) { return layers[i].tower == tower && streamRead(layers[i]) != Stream::None; });
}

std::vector<int> onlineHadamardLayers(const std::vector<Layer>& layers, Tower tower)
{
    return indicesWhere(layers.size(),
                        [&](size_t i) { return layers[i].tower == tower && takesOnlineHadamard(layers[i]); });
}

std::vector<int> switchedLayers(const std::vector<Layer>& layers)
{
    return indicesWhere(layers.size(),
                        [&](size_t i) { return layers[i].tower == Tower::Llm && layers[i].role != Role::Head; });
}

std::vector<int> fieldLayers(const std::vector<Layer>& layers, const Recipe& recipe, const Plan& plan, Tower tower,
                             const SchemeField& field)
{
    if (plan.schemes.size() != layers.size())
        return {};
    return indicesWhere(layers.size(), [&](size_t i) {
        const auto& layer = layers[i];
        const bool suits = concerns(field, layer) && layer.role != Role::Head;
        return layer.tower == tower && suits && winningOverride(recipe, plan, static_cast<int>(i), field.id) < 0;
    });
}

std::vector<int> gptqLayers(const Plan& plan)
{
    return indicesWhere(plan.schemes.size(), [&](size_t i) {
        return plan.schemes[i].quantizesWeight() && plan.schemes[i].weightNeedsInputs();
    });
}

std::vector<int> staticLayers(const Plan& plan)
{
    return indicesWhere(plan.schemes.size(), [&](size_t i) {
        return plan.schemes[i].quantizesActivation() && plan.schemes[i].activationStatic;
    });
}

}
