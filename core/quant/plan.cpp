// SPDX-License-Identifier: GPL-3.0-or-later
#include "quant/plan.h"

#include <cmath>

#include <fmt/core.h>

#include "numeric/hadamard.h"

namespace quantscope {
namespace {

bool anyQuantized(const Plan& plan, const ModelOutline& model, Tower tower)
{
    for (size_t i = 0; i < plan.schemes.size(); ++i)
        if (model.sites[i].tower == tower &&
            (plan.schemes[i].quantizesWeight() || plan.schemes[i].quantizesActivation()))
            return true;
    return false;
}

void add(std::vector<Issue>& issues, Severity severity, SiteIndex site, std::string text)
{
    Issue issue;
    issue.severity = severity;
    issue.site = site;
    issue.text = std::move(text);
    issues.push_back(std::move(issue));
}

void checkTransforms(const Recipe& recipe, std::vector<Issue>& issues)
{
    const auto error = [&](std::string text) { add(issues, Severity::Error, -1, std::move(text)); };
    if (recipe.vision.rotate && !recipe.vision.fuseNorms)
        error("vision: rotation needs the norms folded into the layers behind them; allow norm fusion or leave out the "
              "rotation");
    if (recipe.vision.rotate && !recipe.projector.fuseNorms)
        error("projector: the rotated vision stream enters mlp1, so its norm has to be folded too");
    if (recipe.llm.rotate && !recipe.llm.fuseNorms)
        error("llm: rotation needs the norms folded into the layers behind them; allow norm fusion or leave out the "
              "rotation");
    if (recipe.normFusion == NormFusion::MQuant && recipe.vision.fuseNorms)
        add(issues, Severity::Warning, -1,
            "norm fusion 'mquant' changes the function at mlp1, which normalizes several patches "
            "together; 'exact' does not");
    if (recipe.normFusion == NormFusion::MQuant && recipe.vision.fuseNorms && !recipe.projector.fuseNorms)
        error("projector: norm fusion 'mquant' of the vision tower includes the norm of mlp1");
}

void checkSites(const Plan& plan, const ModelOutline& model, std::vector<Issue>& issues)
{
    for (size_t i = 0; i < plan.schemes.size(); ++i) {
        const auto& scheme = plan.schemes[i];
        const auto& site = model.sites[i];
        const auto note = [&](Severity severity, const std::string& text) {
            add(issues, severity, static_cast<SiteIndex>(i), site.name + ": " + text);
        };
        if (scheme.split && site.role == Role::MlpDown && scheme.splitChannel >= site.in)
            note(Severity::Error, fmt::format("split channel {} of {}", scheme.splitChannel, site.in));
        const int64_t group = scheme.activationGroupSize;
        if (scheme.quantizesActivation() && !scheme.activationStatic && group > 0 && site.in % group != 0)
            note(Severity::Error,
                 fmt::format("activation groups of {} do not divide its {} input channels", group, site.in));
        if (scheme.quantizesWeight() && scheme.weightGroupSize > 0 && site.in % scheme.weightGroupSize != 0)
            note(Severity::Warning, fmt::format("the last weight group is shorter than {}", scheme.weightGroupSize));
        if (scheme.quantizesActivation() && scheme.activationStatic && (group > 0 || scheme.activationPerTensor))
            note(Severity::Warning,
                 "static activations have one scale per tensor; group and per-tensor settings of "
                 "dynamic ranges have no effect");
    }
}

// Image and text have scales of their own where both meet and where scales are static.
void checkModalities(const Recipe& recipe, const ModelOutline& model, const Plan& plan, std::vector<Issue>& issues)
{
    const auto warn = [&](Tower tower, const std::string& text) {
        add(issues, Severity::Warning, -1, std::string(towerId(tower)) + ": " + text);
    };
    for (const Tower tower : {Tower::Vision, Tower::Projector})
        if (recipe.tower(tower).scheme.activationModalities)
            warn(tower, "all of its tokens come from images, so modality scales have no effect");
    bool any = false, dynamic = false;
    for (size_t i = 0; i < plan.schemes.size(); ++i) {
        const auto& scheme = plan.schemes[i];
        const bool wants =
            model.sites[i].tower == Tower::Llm && scheme.activationModalities && scheme.quantizesActivation();
        any = any || (wants && scheme.activationStatic);
        dynamic = dynamic || (wants && !scheme.activationStatic);
    }
    if (dynamic)
        warn(Tower::Llm,
             "modality scales are static ones; layers with dynamic activations find a scale for every token "
             "and have none");
    if (recipe.llm.aifs && !any)
        warn(Tower::Llm,
             "switching puts image tokens in front of text for their modality scales, and no layer has any; it "
             "changes nothing else");
}

void checkOverrides(const Recipe& recipe, const ModelOutline& model, std::vector<Issue>& issues)
{
    for (size_t i = 0; i < recipe.overrides.size(); ++i)
        if (matchingSites(recipe.overrides[i].match, model.sites).empty())
            add(issues, Severity::Warning, -1, fmt::format("override {} matches no layer", i + 1));
}

void checkOnline(const Recipe& recipe, const ModelOutline& model, const Plan& plan, std::vector<Issue>& issues)
{
    for (size_t i = 0; i < model.sites.size(); ++i) {
        const auto& site = model.sites[i];
        if (!takesOnlineHadamard(site) || !recipe.tower(site.tower).onlineHadamard)
            continue;
        const int64_t blocks = hadamardBlocks(site.in);
        if (blocks > 1)
            add(issues, Severity::Warning, static_cast<SiteIndex>(i),
                fmt::format(
                    "{}: no Hadamard matrix of order {} can be built; a block-diagonal one of {} blocks is used",
                    site.name, site.in, blocks));
    }
    if (recipe.onlineHadamardSigns && !recipe.vision.onlineHadamard && !recipe.projector.onlineHadamard &&
        !recipe.llm.onlineHadamard)
        add(issues, Severity::Warning, -1,
            "random signs stand in front of online Hadamard transforms, and there are none");
    for (const Tower tower : allTowers())
        if (recipe.tower(tower).scheme.split && !recipe.tower(tower).onlineHadamard && anyQuantized(plan, model, tower))
            add(issues, Severity::Warning, -1,
                std::string(towerId(tower)) +
                    ": the split is for a spike of the online Hadamard, and "
                    "there is no online Hadamard");
}

}

Plan resolve(const Recipe& recipe, const std::vector<Site>& sites)
{
    Plan plan;
    for (const auto& site : sites) {
        auto& scheme = plan.schemes.emplace_back(recipe.tower(site.tower).scheme);
        if (site.role == Role::Head)
            scheme.weightBits = scheme.activationBits = 16;
    }
    plan.overrides.resize(sites.size());
    for (size_t i = 0; i < recipe.overrides.size(); ++i) {
        const auto& [match, fields] = recipe.overrides[i];
        const bool addressed = match.role || !match.name.empty();
        for (const SiteIndex index : matchingSites(match, sites)) {
            const auto site = static_cast<size_t>(index);
            if (sites[site].role == Role::Head && !addressed)
                continue;
            updateScheme(plan.schemes[site], fields, fmt::format("override {}", i + 1));
            plan.overrides[site].push_back(static_cast<int>(i));
        }
    }
    for (size_t i = 0; i < sites.size(); ++i) {
        auto& scheme = plan.schemes[i];
        scheme.split = scheme.split && sites[i].role == Role::MlpDown;
        scheme.activationModalities = scheme.activationModalities && sites[i].tower == Tower::Llm;
    }
    return plan;
}

std::vector<Issue> validate(const Recipe& recipe, const Plan& plan, const ModelOutline& model)
{
    std::vector<Issue> issues;
    checkTransforms(recipe, issues);
    checkSites(plan, model, issues);
    checkModalities(recipe, model, plan, issues);
    checkOverrides(recipe, model, issues);
    checkOnline(recipe, model, plan, issues);
    return issues;
}

SizeEstimate estimateSize(const Plan& plan, const ModelOutline& model)
{
    SizeEstimate size;
    double weights = 0, weightBits = 0;
    for (size_t i = 0; i < plan.schemes.size(); ++i) {
        const auto& scheme = plan.schemes[i];
        const auto& site = model.sites[i];
        const double count = static_cast<double>(site.in) * static_cast<double>(site.out);
        double bits = 16 * count;
        if (scheme.quantizesWeight()) {
            const double groups =
                scheme.weightGroupSize > 0 ? std::ceil(double(site.in) / double(scheme.weightGroupSize)) : 1;
            const double kept = scheme.split ? double(site.out) : 0;
            const double keptBits = scheme.splitBits < 16 ? scheme.splitBits * kept + 16 : 16 * kept;
            const double perGroup = scheme.weightSymmetric ? 16 : 16 + scheme.weightBits;
            bits = scheme.weightBits * (count - kept) + keptBits + perGroup * groups * double(site.out);
        }
        if (site.role != Role::Head) {
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
