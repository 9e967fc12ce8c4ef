// SPDX-License-Identifier: GPL-3.0-or-later
// What helps against each cause: an outlier in a residual stream disappears in a rotation, one in front of a down
// projection in an online Hadamard transform (QuaRot, arXiv 2404.00456); the spike of that transform in a split,
// unequal modalities in scales of their own (MQuant, arXiv 2502.00425).

#include "diagnosis/causefixes.h"

#include <algorithm>

#include <fmt/core.h>

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

std::string towerName(Tower tower)
{
    return tower == Tower::Vision   ? "the vision tower"
        : tower == Tower::Projector ? "the projector"
                                    : "the language model";
}

// Its norms have to be folded for it, and for the vision tower the projector's too.
Fix rotation(Tower tower)
{
    Fix fix{"rotate " + towerName(tower), {towerEdit(tower, "rotate", true), towerEdit(tower, "fuse_norms", true)}};
    if (tower == Tower::Vision)
        fix.edits.push_back(towerEdit(Tower::Projector, "fuse_norms", true));
    return fix;
}

Fix onlineHadamard(const Site& site)
{
    return {"put an online Hadamard transform in front of this kind of layer",
            {towerEdit(site.tower, "online_hadamard", true)}};
}

Fix dynamicRange(const Site& site)
{
    return {"let this layer find its range for every token",
            {layerEdit(site, "activation_static", false), layerEdit(site, "activation_per_tensor", false)}};
}

Fix moreActivationBits(const LayerEvidence& e)
{
    const int bits = e.report.scheme.activationBits < 8 ? 8 : 16;
    return {bits == 16 ? "leave this layer's inputs in floating point" : "give this layer's inputs 8 bits",
            {layerEdit(e.report.site, "activation_bits", bits)}};
}

Fix observer(const Site& site, const char* id, const char* sentence)
{
    return {sentence, {layerEdit(site, "observer", id)}};
}

}

std::optional<Fix> fixOutliers(const LayerEvidence& e, const CauseContext& context)
{
    const auto& site = e.report.site;
    std::vector<Fix> candidates;
    if (takesOnlineHadamard(site))
        candidates.push_back(onlineHadamard(site));
    else if (site.role != Role::PatchEmbedding)
        candidates.push_back(rotation(site.tower == Tower::Llm ? Tower::Llm : Tower::Vision));
    candidates.push_back(dynamicRange(site));
    candidates.push_back(moreActivationBits(e));
    return firstUsable(context, candidates);
}

std::optional<Fix> fixClipping(const LayerEvidence& e, const CauseContext& context)
{
    const auto& site = e.report.site;
    return firstUsable(context,
                       {{"do not shrink this layer's range", {layerEdit(site, "activation_clip_ratio", 1.0)}},
                        observer(site, "minmax", "take the whole range that calibration sees"),
                        dynamicRange(site),
                        moreActivationBits(e)});
}

std::optional<Fix> fixWideRange(const LayerEvidence& e, const CauseContext& context)
{
    const auto& site = e.report.site;
    return firstUsable(context,
                       {observer(site, "percentile", "let the rarest values clip: range by percentile"),
                        dynamicRange(site), moreActivationBits(e)});
}

std::optional<Fix> fixSharedScale(const LayerEvidence& e, const CauseContext& context)
{
    const auto& site = e.report.site;
    std::vector<Fix> candidates;
    if (schemeField("activation_modalities"))
        candidates.push_back({"give image and text tokens scales of their own in the whole language model",
                              {towerEdit(Tower::Llm, "activation_modalities", true)}});
    candidates.push_back(dynamicRange(site));
    candidates.push_back(moreActivationBits(e));
    return firstUsable(context, candidates);
}

std::optional<Fix> fixWeight(const LayerEvidence& e, const CauseContext& context, bool outliers)
{
    const auto& site = e.report.site;
    const auto& scheme = e.report.scheme;
    constexpr int64_t group = 64;
    Fix groups{"give every 64 input channels of this weight a scale of their own",
               {layerEdit(site, "weight_group_size", group)}};
    std::vector<Fix> candidates;
    if (outliers && scheme.weightGroupSize < 0 && site.in % group == 0)
        candidates.push_back(groups);
    if (scheme.weightMethod == "rtn")
        candidates.push_back({"round this weight by GPTQ", {layerEdit(site, "weight_method", "gptq")}});
    candidates.push_back({"search the clipping range of this weight", {layerEdit(site, "weight_clip", true)}});
    if (!outliers && scheme.weightGroupSize < 0 && site.in % group == 0)
        candidates.push_back(groups);
    if (scheme.weightBits < 8)
        candidates.push_back({"give this weight 8 bits", {layerEdit(site, "weight_bits", 8)}});
    else
        candidates.push_back({"leave this weight in floating point", {layerEdit(site, "weight_bits", 16)}});
    return firstUsable(context, candidates);
}

std::optional<Fix> fixSpike(const LayerEvidence& e, const CauseContext& context, int64_t channel)
{
    const auto& site = e.report.site;
    if (site.role != Role::MlpDown)
        return {};
    return firstUsable(context,
                       {{fmt::format("split channel {} off this layer, in floating point", channel),
                         {layerEdit(site, "split", true), layerEdit(site, "split_channel", channel)}}});
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
    return firstUsable(context, {{fmt::format("calibrate GPTQ with {} questions", wanted), {edit}}});
}

}
