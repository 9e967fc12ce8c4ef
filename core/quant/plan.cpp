// SPDX-License-Identifier: GPL-3.0-or-later
#include "quant/plan.h"

#include <cmath>

#include <fmt/core.h>

#include "numeric/hadamard.h"
#include "quant/protocol.h"

namespace quantscope {
namespace {

bool anyQuantized(const Plan& plan, const ModelOutline& model, Tower tower)
{
    for (size_t i = 0; i < plan.schemes.size(); ++i)
        if (model.layers[i].tower == tower &&
            (plan.schemes[i].quantizesWeight() || plan.schemes[i].quantizesActivation()))
            return true;
    return false;
}

void checkTransforms(const Recipe& recipe, std::vector<Issue>& issues)
{
    const auto error = [&](Tower tower, Message m) {
        issues.push_back({Severity::Error, -1, towerMessage(towerId(tower), std::move(m))});
    };
    if (recipe.vision.rotate && !recipe.vision.fuseNorms)
        error(Tower::Vision, message("issue.rotation_without_fusion"));
    if (recipe.vision.rotate && !recipe.projector.fuseNorms)
        error(Tower::Projector, message("issue.projector_without_fusion"));
    if (recipe.llm.rotate && !recipe.llm.fuseNorms)
        error(Tower::Llm, message("issue.rotation_without_fusion"));
    if (recipe.normFusion == NormFusion::MQuant && recipe.vision.fuseNorms && recipe.protocol == Protocol::Exact)
        issues.push_back({Severity::Warning, -1, message("issue.mquant_fusion")});
    if (recipe.normFusion == NormFusion::MQuant && recipe.vision.fuseNorms && !recipe.projector.fuseNorms)
        error(Tower::Projector, message("issue.mquant_fusion_of_projector"));
}

void checkLayers(const Plan& plan, const ModelOutline& model, std::vector<Issue>& issues)
{
    for (size_t i = 0; i < plan.schemes.size(); ++i) {
        const auto& scheme = plan.schemes[i];
        const auto& layer = model.layers[i];
        const auto note = [&](Severity severity, Message m) {
            issues.push_back({severity, static_cast<LayerIndex>(i), layerMessage(layer.name, std::move(m))});
        };
        if (scheme.rms && layer.role == Role::MlpDown && scheme.rmsChannel >= layer.in)
            note(Severity::Error,
                 message("issue.split_channel", {{"channel", scheme.rmsChannel}, {"channels", layer.in}}));
        const int64_t group = scheme.activationGroupSize;
        if (scheme.quantizesActivation() && !scheme.activationStatic && group > 0 && layer.in % group != 0)
            note(Severity::Error, message("issue.activation_groups", {{"size", group}, {"channels", layer.in}}));
        if (scheme.quantizesWeight() && scheme.weightGroupSize > 0 && layer.in % scheme.weightGroupSize != 0)
            note(Severity::Warning, message("issue.last_weight_group", {{"size", scheme.weightGroupSize}}));
        if (scheme.quantizesActivation() && scheme.activationStatic && (group > 0 || scheme.activationPerTensor))
            note(Severity::Warning, message("issue.static_granularity"));
    }
}

// Image and text have scales of their own where both meet and where scales are static.
void checkModalities(const Recipe& recipe, const ModelOutline& model, const Plan& plan, std::vector<Issue>& issues)
{
    const auto warn = [&](Tower tower, Message m) {
        issues.push_back({Severity::Warning, -1, towerMessage(towerId(tower), std::move(m))});
    };
    for (const Tower tower : {Tower::Vision, Tower::Projector})
        if (recipe.tower(tower).scheme.msq)
            warn(tower, message("issue.modality_scales_of_images"));
    bool any = false, dynamic = false;
    for (size_t i = 0; i < plan.schemes.size(); ++i) {
        const auto& scheme = plan.schemes[i];
        const bool wants = model.layers[i].tower == Tower::Llm && scheme.msq && scheme.quantizesActivation();
        any = any || (wants && scheme.activationStatic);
        dynamic = dynamic || (wants && !scheme.activationStatic);
    }
    if (dynamic)
        warn(Tower::Llm, message("issue.modality_scales_dynamic"));
    if (recipe.llm.aifs && !any)
        warn(Tower::Llm, message("issue.aifs_without_scales"));
}

void checkOverrides(const Recipe& recipe, const ModelOutline& model, std::vector<Issue>& issues)
{
    for (size_t i = 0; i < recipe.overrides.size(); ++i)
        if (matchingLayers(recipe.overrides[i].match, model.layers).empty())
            issues.push_back({Severity::Warning, -1, message("issue.override_unmatched", {{"number", i + 1}})});
}

void checkOnline(const Recipe& recipe, const ModelOutline& model, const Plan& plan, std::vector<Issue>& issues)
{
    for (size_t i = 0; i < model.layers.size(); ++i) {
        const auto& layer = model.layers[i];
        if (!takesOnlineHadamard(layer) || !recipe.tower(layer.tower).onlineHadamard)
            continue;
        const int64_t blocks = hadamardBlocks(layer.in);
        if (blocks > 1)
            issues.push_back(
                {Severity::Warning, static_cast<LayerIndex>(i),
                 layerMessage(layer.name,
                              message("issue.hadamard_blocks", {{"order", layer.in}, {"blocks", blocks}}))});
    }
    if (recipe.onlineHadamardSigns && !recipe.vision.onlineHadamard && !recipe.projector.onlineHadamard &&
        !recipe.llm.onlineHadamard)
        issues.push_back({Severity::Warning, -1, message("issue.signs_without_hadamard")});
    for (const Tower tower : allTowers())
        if (recipe.tower(tower).scheme.rms && !recipe.tower(tower).onlineHadamard && anyQuantized(plan, model, tower))
            issues.push_back(
                {Severity::Warning, -1, towerMessage(towerId(tower), message("issue.split_without_hadamard"))});
}

}

Plan resolve(const Recipe& asked, const std::vector<Layer>& layers)
{
    Plan plan;
    plan.recipe = underProtocol(asked);
    const auto& recipe = plan.recipe;
    for (const auto& layer : layers) {
        auto& scheme = plan.schemes.emplace_back(recipe.tower(layer.tower).scheme);
        if (layer.role == Role::Head)
            scheme.weightBits = scheme.activationBits = 16;
    }
    plan.overrides.resize(layers.size());
    for (size_t i = 0; i < asked.overrides.size(); ++i) {
        if (leavesOut(asked.protocol, asked.overrides[i]))
            continue;
        const auto& [match, fields] = asked.overrides[i];
        const bool addressed = match.role || !match.name.empty();
        for (const LayerIndex index : matchingLayers(match, layers)) {
            const auto layer = static_cast<size_t>(index);
            if (layers[layer].role == Role::Head && !addressed)
                continue;
            updateScheme(plan.schemes[layer], fields, fmt::format("override {}", i + 1));
            plan.overrides[layer].push_back(static_cast<int>(i));
        }
    }
    for (size_t i = 0; i < layers.size(); ++i) {
        auto& scheme = plan.schemes[i];
        scheme = underProtocol(scheme, recipe.protocol);
        scheme.rms = scheme.rms && layers[i].role == Role::MlpDown;
        scheme.msq = scheme.msq && layers[i].tower == Tower::Llm;
    }
    return plan;
}

std::vector<Issue> validate(const Recipe& asked, const Plan& plan, const ModelOutline& model)
{
    const auto& recipe = plan.recipe;
    std::vector<Issue> issues;
    for (auto& change : protocolChanges(asked))
        issues.push_back({Severity::Note, -1, std::move(change)});
    checkTransforms(recipe, issues);
    checkLayers(plan, model, issues);
    checkModalities(recipe, model, plan, issues);
    checkOverrides(asked, model, issues);
    checkOnline(recipe, model, plan, issues);
    return issues;
}

double storedBits(const Layer& layer, const Scheme& scheme)
{
    const auto in = static_cast<double>(layer.in), out = static_cast<double>(layer.out);
    if (!scheme.quantizesWeight())
        return 16 * in * out;
    const double groups = scheme.weightGroupSize > 0 ? std::ceil(in / static_cast<double>(scheme.weightGroupSize)) : 1;
    const double kept = scheme.rms ? out : 0;
    const double keptBits = scheme.rmsBits < 16 ? scheme.rmsBits * kept + 16 : 16 * kept;
    const double perGroup = scheme.weightSymmetric ? 16 : 16 + scheme.weightBits;
    return scheme.weightBits * (in * out - kept) + keptBits + perGroup * groups * out;
}

SizeEstimate estimateSize(const Plan& plan, const ModelOutline& model)
{
    SizeEstimate size;
    double weights = 0, weightBits = 0;
    for (size_t i = 0; i < plan.schemes.size(); ++i) {
        const auto& layer = model.layers[i];
        const double count = static_cast<double>(layer.in) * static_cast<double>(layer.out);
        const double bits = storedBits(layer, plan.schemes[i]);
        if (layer.role != Role::Head) {
            weights += count;
            weightBits += bits;
        }
        size.bytes += (bits - 16 * count) / 8;
    }
    size.floatBytes = model.elements * 2;
    size.bytes += size.floatBytes;
    size.bitsPerWeight = weights > 0 ? weightBits / weights : 0;
    return size;
}

}
