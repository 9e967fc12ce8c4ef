// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/stagekeys.h"

#include <fmt/core.h>

#include "numeric/quantizers.h"
#include "quant/quantize.h"

namespace quantscope {
namespace {

nlohmann::json transformFields(const Plan& plan)
{
    const auto& recipe = plan.recipe;
    nlohmann::json json;
    bool rotates = false, online = false;
    for (const Tower tower : allTowers()) {
        const auto& t = recipe.tower(tower);
        json["towers"].push_back({t.fuseNorms, t.rotate, t.onlineHadamard});
        rotates = rotates || t.rotate;
        online = online || t.onlineHadamard;
    }
    if (recipe.vision.fuseNorms)
        json["fusion"] = recipe.normFusion == NormFusion::MQuant ? "mquant" : "exact";
    if (rotates) {
        json["seed"] = recipe.seed;
        json["rotation"] = recipe.rotation == RotationKind::Random ? "random" : "hadamard";
    }
    if (online)
        json["float32"] = recipe.hadamardInFloat32;
    if (online && recipe.onlineHadamardSigns)
        json["signs"] = recipe.seed;
    for (size_t i = 0; i < plan.schemes.size(); ++i) {
        const auto& s = plan.schemes[i];
        if (s.rms && (s.quantizesWeight() || s.quantizesActivation()))
            json["split"].push_back({i, s.rmsChannel, s.rmsBits});
    }
    return json;
}

nlohmann::json layerFields(const Scheme& s)
{
    if (!s.quantizesWeight())
        return nullptr;
    nlohmann::json layer{s.weightBits, s.weightMethod, s.weightClip, s.weightSymmetric, s.weightGroupSize};
    auto parameters = nlohmann::json::array();
    for (const auto& field : weightQuantizer(s.weightMethod).parameters)
        parameters.push_back(fieldValue(s, field));
    if (!parameters.empty())
        layer.push_back(std::move(parameters));
    return layer;
}

nlohmann::json weightFields(const Plan& plan)
{
    const auto& recipe = plan.recipe;
    nlohmann::json json;
    for (const auto& s : plan.schemes)
        json["layers"].push_back(layerFields(s));
    if (needsHessians(plan))
        json["samples"] = recipe.calibration.weightSamples;
    return json;
}

// Questions and tokens that static ranges come from.
nlohmann::json rangeSamples(const CalibrationRecipe& c)
{
    nlohmann::json json{c.activationSamples, c.spread, c.newTokens};
    if (c.lastNewTokens != CalibrationRecipe().lastNewTokens)
        json.push_back(c.lastNewTokens);
    return json;
}

nlohmann::json activationFields(const Plan& plan)
{
    const auto& recipe = plan.recipe;
    nlohmann::json json;
    bool anyStatic = false;
    for (const auto& s : plan.schemes) {
        if (!s.quantizesActivation()) {
            json["layers"].push_back(nullptr);
        } else if (s.activationStatic) {
            anyStatic = true;
            json["layers"].push_back(
                {s.activationBits, s.activationSymmetric, s.activationClipRatio, s.observer, s.msq});
        } else {
            json["layers"].push_back({s.activationBits, s.activationSymmetric, s.activationClipRatio,
                                      s.activationPerTensor, s.activationGroupSize});
        }
    }
    if (anyStatic)
        json["samples"] = rangeSamples(recipe.calibration);
    return json;
}

}

StageKeys stageKeys(const Plan& plan)
{
    const auto& recipe = plan.recipe;
    const auto errorSamples = fmt::format("\nquestions {}", recipe.calibration.errorSamples);
    StageKeys keys;
    keys.transform = "transform " + transformFields(plan).dump();
    keys.weights = keys.transform + "\nweights " + weightFields(plan).dump();
    keys.rows = keys.weights + (recipe.llm.aifs ? "\nimages first" : "");
    keys.statistics = keys.rows + "\nquestions " + rangeSamples(recipe.calibration).dump();
    keys.activations = keys.rows + "\nactivations " + activationFields(plan).dump();
    keys.errors = keys.activations + errorSamples;
    keys.inputs = keys.transform + errorSamples;
    keys.questions = errorSamples;
    return keys;
}

std::vector<LayerKey> layerKeys(const Plan& plan)
{
    const auto& recipe = plan.recipe;
    const auto transform = "transform " + transformFields(plan).dump();
    const auto samples = fmt::format("\nsamples {}", recipe.calibration.weightSamples);
    std::vector<LayerKey> keys;
    for (size_t i = 0; i < plan.schemes.size(); ++i) {
        const auto& scheme = plan.schemes[i];
        LayerKey key;
        if (scheme.quantizesWeight()) {
            key.readsInputs = scheme.weightNeedsInputs();
            const auto fields = layerFields(scheme).dump();
            key.alone = fmt::format("{}\nlayer {} {}", transform, i, fields);
            key.own = key.readsInputs ? fmt::format("{}{}\nlayer {} {}", transform, samples, i, fields) : key.alone;
        }
        keys.push_back(std::move(key));
    }
    return keys;
}

std::string decoderEntryKey(const Plan& plan, const std::string& before)
{
    return fmt::format("decoder entry\ntransform {}\nsamples {}\nafter {}", transformFields(plan).dump(),
                       plan.recipe.calibration.weightSamples, before);
}

}
