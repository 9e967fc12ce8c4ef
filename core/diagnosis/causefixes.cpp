// SPDX-License-Identifier: GPL-3.0-or-later
// What helps against each cause: an outlier in a residual stream disappears in a rotation, one in front of a down
// projection in an online Hadamard transform (QuaRot, arXiv 2404.00456); the spike of that transform in a split,
// unequal modalities in scales of their own (MQuant, arXiv 2502.00425).

#include "diagnosis/causefixes.h"

#include <algorithm>

namespace quantscope {
namespace {

constexpr int64_t mostSamples = 128;

std::optional<Fix> firstUsable(const CauseContext& context, const std::vector<Fix>& candidates)
{
    for (const auto& fix : candidates)
        if (auto usable = usableFix(context.recipe, context.outline, fix))
            return usable;
    return {};
}

Fix rotation(Tower tower)
{
    return {tower == Tower::Llm ? message("fix.rotate_llm") : message("fix.rotate_vision"), rotationEdits(tower)};
}

Fix onlineHadamard(const Layer& layer)
{
    return {message("fix.online_hadamard"), {towerEdit(layer.tower, "online_hadamard", true)}};
}

Fix dynamicRange(const Layer& layer)
{
    return {message("fix.dynamic_range"),
            {layerEdit(layer, "activation_static", false), layerEdit(layer, "activation_per_tensor", false)}};
}

Fix moreActivationBits(const LayerEvidence& e)
{
    const int bits = e.report.scheme.activationBits < 8 ? 8 : 16;
    return {bits == 16 ? message("fix.input_float") : message("fix.input_8_bits"),
            {layerEdit(e.report.layer, "activation_bits", bits)}};
}

Fix observer(const Layer& layer, const char* id, Message m)
{
    return {std::move(m), {layerEdit(layer, "observer", id)}};
}

}

std::optional<Fix> fixOutliers(const LayerEvidence& e, const CauseContext& context)
{
    const auto& layer = e.report.layer;
    std::vector<Fix> candidates;
    if (takesOnlineHadamard(layer))
        candidates.push_back(onlineHadamard(layer));
    else if (layer.role != Role::PatchEmbedding)
        candidates.push_back(rotation(layer.tower == Tower::Llm ? Tower::Llm : Tower::Vision));
    candidates.push_back(dynamicRange(layer));
    candidates.push_back(moreActivationBits(e));
    return firstUsable(context, candidates);
}

std::optional<Fix> fixClipping(const LayerEvidence& e, const CauseContext& context)
{
    const auto& layer = e.report.layer;
    return firstUsable(context,
                       {{message("fix.no_clip_ratio"), {layerEdit(layer, "activation_clip_ratio", 1.0)}},
                        observer(layer, "minmax", message("fix.minmax")),
                        dynamicRange(layer),
                        moreActivationBits(e)});
}

std::optional<Fix> fixWideRange(const LayerEvidence& e, const CauseContext& context)
{
    const auto& layer = e.report.layer;
    return firstUsable(
        context,
        {observer(layer, "percentile", message("fix.percentile")), dynamicRange(layer), moreActivationBits(e)});
}

std::optional<Fix> fixSharedScale(const LayerEvidence& e, const CauseContext& context)
{
    const auto& layer = e.report.layer;
    std::vector<Fix> candidates;
    if (schemeField("activation_modalities"))
        candidates.push_back({message("fix.modality_scales"), {towerEdit(Tower::Llm, "activation_modalities", true)}});
    candidates.push_back(dynamicRange(layer));
    candidates.push_back(moreActivationBits(e));
    return firstUsable(context, candidates);
}

std::optional<Fix> fixWeight(const LayerEvidence& e, const CauseContext& context, bool outliers)
{
    const auto& layer = e.report.layer;
    const auto& scheme = e.report.scheme;
    constexpr int64_t group = 64;
    Fix groups{message("fix.weight_groups", {{"size", group}}), {layerEdit(layer, "weight_group_size", group)}};
    std::vector<Fix> candidates;
    if (outliers && scheme.weightGroupSize < 0 && layer.in % group == 0)
        candidates.push_back(groups);
    if (scheme.weightMethod == "rtn")
        candidates.push_back({message("fix.gptq"), {layerEdit(layer, "weight_method", "gptq")}});
    candidates.push_back({message("fix.weight_clip"), {layerEdit(layer, "weight_clip", true)}});
    if (!outliers && scheme.weightGroupSize < 0 && layer.in % group == 0)
        candidates.push_back(groups);
    if (scheme.weightBits < 8)
        candidates.push_back({message("fix.weight_8_bits"), {layerEdit(layer, "weight_bits", 8)}});
    else
        candidates.push_back({message("fix.weight_float"), {layerEdit(layer, "weight_bits", 16)}});
    return firstUsable(context, candidates);
}

std::optional<Fix> fixRms(const LayerEvidence& e, const CauseContext& context, int64_t channel)
{
    const auto& layer = e.report.layer;
    if (layer.role != Role::MlpDown)
        return {};
    return firstUsable(context,
                       {{message("fix.split_channel", {{"channel", channel}}),
                         {layerEdit(layer, "split", true), layerEdit(layer, "split_channel", channel)}}});
}

std::optional<Fix> fixCalibration(const CauseContext& context)
{
    const int64_t now = context.recipe.calibration.weightSamples;
    const int64_t wanted = std::min(mostSamples, now * 4);
    if (wanted <= now)
        return {};
    RecipeEdit edit;
    edit.pointer = "/calibration/weight_samples";
    edit.value = wanted;
    return firstUsable(context, {{message("fix.more_questions", {{"questions", wanted}}), {edit}}});
}

}
