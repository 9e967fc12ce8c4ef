// SPDX-License-Identifier: GPL-3.0-or-later
#include "quant/savedweights.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <fmt/core.h>

#include "files/safetensors.h"
#include "numeric/metrics.h"

namespace quantscope {
namespace {

constexpr const char* settingsKey = "quantscope_weight_settings";

// Everything in the recipe that decides the saved numbers, and nothing else.
nlohmann::json weightSettings(const Recipe& recipe, const Plan& plan, const std::vector<Layer>& layers)
{
    auto json = recipeToJson(recipe);
    nlohmann::json settings{{"seed", json["seed"]},
                            {"norm_fusion", json["norm_fusion"]},
                            {"rotate_mode", json["rotate_mode"]},
                            {"online_hadamard_signs", json["online_hadamard_signs"]}};
    for (const Tower tower : allTowers()) {
        const auto& t = recipe.tower(tower);
        settings["transforms"][std::string(towerId(tower))] = {t.fuseNorms, t.rotate, t.onlineHadamard};
    }
    for (size_t i = 0; i < layers.size(); ++i) {
        const auto& scheme = plan.schemes[i];
        nlohmann::json layer{{"weight_bits", scheme.weightBits}};
        if (scheme.quantizesWeight()) {
            for (const auto& field : schemeFields())
                if (field.id.starts_with("weight_") || !methodsReading(field).empty())
                    layer[std::string(field.id)] = schemeValue(scheme, field);
            layer["split_channel"] = scheme.rms ? schemeValue(scheme, *schemeField("split_channel")) : nlohmann::json();
            layer["split_bits"] = scheme.rms ? scheme.rmsBits : 16;
        }
        settings["layers"][layers[i].name] = std::move(layer);
    }
    if (needsHessians(plan))
        settings["weight_samples"] = recipe.calibration.weightSamples;
    return settings;
}

void checkSettings(const nlohmann::json& saved, const nlohmann::json& wanted, const std::string& where)
{
    if (!saved.is_object())
        throw Error(where + ": its metadata has no weight settings");
    for (const auto& [key, value] : wanted.items()) {
        const auto found = saved.contains(key) ? saved[key] : nlohmann::json();
        if (found == value)
            continue;
        if (key == "layers" && found.is_object())
            for (const auto& [layer, settings] : value.items())
                if (!found.contains(layer) || found[layer] != settings)
                    throw Error(where + ": layer " + layer + " was quantized with " +
                                (found.contains(layer) ? found[layer].dump() : "nothing") + ", the recipe says " +
                                settings.dump());
        throw Error(where + ": made with " + key + " " + found.dump() + ", the recipe says " + value.dump());
    }
}

at::Tensor expect(const SafeTensors& file, const std::string& name, at::IntArrayRef shape, at::ScalarType type,
                  const std::string& where)
{
    if (!file.contains(name))
        throw Error(where + ": tensor " + name + " is missing");
    auto tensor = file.tensor(name);
    if (tensor.scalar_type() != type || (!shape.empty() && tensor.sizes() != shape))
        throw Error(where + ": tensor " + name + " has another shape or type than the model needs");
    return tensor;
}

QuantizedWeight readWeight(const SafeTensors& file, const std::string& name, const Scheme& scheme,
                           const at::Tensor& like, const std::string& where)
{
    QuantizedWeight weight;
    weight.bits = scheme.weightBits;
    weight.symmetric = scheme.weightSymmetric;
    const auto codes = expect(file, name + ".codes", like.sizes(), codeType(weight.symmetric), where);
    const auto range = codeRange(weight.bits, weight.symmetric);
    if (codes.lt(range.low).logical_or(codes.gt(range.high)).any().item<bool>())
        throw Error(fmt::format("{}: tensor {}.codes has codes of more than {} bits", where, name, weight.bits));
    weight.codes = codes.to(like.device());
    weight.scale = expect(file, name + ".scale", {}, at::kFloat, where).to(like.device());
    if (weight.scale.dim() != 2 || weight.scale.size(0) != like.size(0))
        throw Error(where + ": tensor " + name + ".scale is not [out, groups]");
    weight.zero = expect(file, name + ".zero", weight.scale.sizes(), at::kFloat, where).to(like.device());
    if (file.contains(name + ".group_of")) {
        weight.groupOf = expect(file, name + ".group_of", {like.size(1)}, at::kLong, where).to(like.device());
        if (weight.groupOf.min().item<int64_t>() < 0 || weight.groupOf.max().item<int64_t>() >= weight.scale.size(1))
            throw Error(where + ": tensor " + name + ".group_of names a group that does not exist");
    } else if (weight.scale.size(1) != 1) {
        throw Error(where + ": tensor " + name + ".group_of is missing");
    }
    weight.type = like.scalar_type();
    weight.dequantized = dequantize(weight);
    return weight;
}

}

void saveWeights(const std::filesystem::path& file, const QuantizedModel& quantized, const Recipe& recipe,
                 const Plan& plan)
{
    std::vector<std::pair<std::string, at::Tensor>> tensors;
    for (size_t i = 0; i < quantized.model.layers.size(); ++i) {
        const auto& weight = quantized.model.linears[i].quantized;
        if (!weight)
            continue;
        const auto& name = quantized.model.layers[i].name;
        tensors.emplace_back(name + ".codes", weight->codes.cpu());
        tensors.emplace_back(name + ".scale", weight->scale.cpu());
        tensors.emplace_back(name + ".zero", weight->zero.cpu());
        if (weight->groupOf.defined())
            tensors.emplace_back(name + ".group_of", weight->groupOf.cpu());
    }
    saveSafeTensors(
        file, tensors,
        {{"format", "quantscope"}, {settingsKey, weightSettings(recipe, plan, quantized.model.layers).dump()}});
}

QuantizedModel loadWeights(const std::filesystem::path& path, const Model& reference, const Recipe& recipe,
                           const Plan& plan)
{
    const auto file = SafeTensors::open(path);
    const auto where = path.string();
    const auto& metadata = file.metadata();
    const auto saved = metadata.find(settingsKey);
    if (saved == metadata.end())
        throw Error(where + ": not a file written by --dump_gptq");
    checkSettings(nlohmann::json::parse(saved->second, nullptr, false), weightSettings(recipe, plan, reference.layers),
                  where);
    QuantizedModel result{reference, std::vector<WeightOutcome>(reference.layers.size())};
    for (size_t i = 0; i < reference.layers.size(); ++i) {
        if (!plan.schemes[i].quantizesWeight())
            continue;
        auto& linear = result.model.linears[i];
        const auto before = withoutRms(linear, denseWeight(linear, reference.dtype()));
        auto weight = readWeight(file, reference.layers[i].name, plan.schemes[i], before, where);
        result.outcomes[i].quantized = true;
        result.outcomes[i].weightSqnrDb = compareTensors(before, weight.dequantized).sqnrDb;
        installQuantized(linear, std::move(weight), reference.offload != nullptr);
    }
    return result;
}

}
