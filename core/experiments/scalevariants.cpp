// SPDX-License-Identifier: GPL-3.0-or-later
// One static scale, one for each modality (MSQ) and dynamic scales of the language model's inputs (tables 7 and 10 of
// arXiv 2502.00425). The vision tower, the projector and all weights are the same in the variants of one model.

#include "experiments/scalevariants.h"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "base/csv.h"
#include "experiments/presets.h"

namespace quantscope {
namespace {

Recipe naiveRecipe()
{
    Recipe recipe;
    for (const Tower tower : allTowers()) {
        recipe.tower(tower).scheme.weightMethod = "rtn";
        recipe.tower(tower).scheme.activationStatic = true;
    }
    return recipe;
}

Recipe baseRecipe(const ScaleBits& bits, bool rotated)
{
    auto recipe = rotated ? publishedRecipe() : naiveRecipe();
    for (const Tower tower : allTowers()) {
        auto& scheme = recipe.tower(tower).scheme;
        scheme.weightBits = tower == Tower::Llm ? bits.llmWeights : bits.visionWeights;
        scheme.activationBits = tower == Tower::Llm ? bits.llmActivations : bits.visionActivations;
    }
    recipe.calibration.weightSamples = bits.weightSamples;
    recipe.calibration.activationSamples = bits.activationSamples;
    return recipe;
}

std::string sqnrText(double value)
{
    return std::isfinite(value) ? fmt::format("{:.2f}", value) : "";
}

}

std::vector<ScaleVariant> scaleVariants(const ScaleBits& bits)
{
    std::vector<ScaleVariant> variants;
    for (const bool rotated : {false, true}) {
        const std::string model = rotated ? "rotated" : "naive";
        const auto add = [&](const std::string& scales, auto change) {
            auto recipe = baseRecipe(bits, rotated);
            change(recipe.llm);
            recipe.name = model + ", " + scales;
            variants.push_back({model, scales, std::move(recipe)});
        };
        add("one static scale", [](TowerRecipe&) {});
        add("MSQ", [](TowerRecipe& llm) { llm.scheme.msq = true; });
        add("MSQ + AIFS", [](TowerRecipe& llm) { llm.aifs = llm.scheme.msq = true; });
        add("dynamic", [](TowerRecipe& llm) { llm.scheme.activationStatic = false; });
    }
    return variants;
}

void summarizeLayers(ScaleResult& result, const std::vector<LayerReport>& layers)
{
    double sum = 0;
    int count = 0;
    result.worstSqnrDb = result.meanSqnrDb = std::nan("");
    for (const auto& layer : layers) {
        const bool quantized = layer.scheme.quantizesActivation() || layer.weight.quantized;
        const double sqnr = layer.error.isolated.sqnrDb;
        if (layer.layer.tower != Tower::Llm || !quantized || !layer.measured || !std::isfinite(sqnr))
            continue;
        sum += sqnr;
        if (count++ == 0 || sqnr < result.worstSqnrDb) {
            result.worstSqnrDb = sqnr;
            result.worstLayer = layer.layer.name;
        }
    }
    if (count > 0)
        result.meanSqnrDb = sum / count;
}

std::string scaleTable(const std::vector<ScaleVariant>& variants, const std::vector<ScaleResult>& results)
{
    constexpr auto line = "{:<8}  {:<17} {:>11} {:>10} {:>10} {:>8}  {}\n";
    auto table = fmt::format(line, "model", "language model", "correct", "mean dB", "worst dB", "s", "worst layer");
    for (size_t i = 0; i < results.size(); ++i) {
        const auto& r = results[i];
        table += fmt::format(line, variants[i].model, variants[i].scales, fmt::format("{:.0f}/{}", r.correct, r.total),
                             sqnrText(r.meanSqnrDb), sqnrText(r.worstSqnrDb), fmt::format("{:.1f}", r.seconds),
                             r.worstLayer);
    }
    return table + "dB: SQNR of the output of each language model layer alone; s: without what was at hand\n";
}

std::string scaleCsv(const std::vector<ScaleVariant>& variants, const std::vector<ScaleResult>& results)
{
    std::string csv = "model,scales,hits,total,llm_mean_sqnr_db,llm_worst_sqnr_db,llm_worst_layer,seconds\n";
    for (size_t i = 0; i < results.size(); ++i) {
        const auto& r = results[i];
        csv +=
            csvLine({variants[i].model, variants[i].scales, fmt::format("{:.0f}", r.correct), std::to_string(r.total),
                     sqnrText(r.meanSqnrDb), sqnrText(r.worstSqnrDb), r.worstLayer, fmt::format("{:.2f}", r.seconds)});
    }
    return csv;
}

}
