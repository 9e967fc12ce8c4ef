// SPDX-License-Identifier: GPL-3.0-or-later
// One static scale, one for each modality (MSQ) and dynamic scales of the language model's inputs (tables 7 and 10 of
// arXiv 2502.00425). The vision tower, the projector and all weights are the same in the variants of one model.

#include "run/scalevariants.h"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "base/csv.h"

namespace quantscope {
namespace {

Flags baseFlags(const ScaleBits& bits, bool rotated)
{
    auto f = publishedFlags();
    if (!rotated) {
        f = {};
        f.quant = f.quantVisualClip = f.quantCrossAttention = f.quantLlm = true;
        f.visualWRtn = f.llmWRtn = f.visualStatic = f.llmStatic = true;
    }
    f.llmWBits = bits.llmWeights;
    f.llmABits = bits.llmActivations;
    f.visualWBits = bits.visionWeights;
    f.visualABits = bits.visionActivations;
    f.nsamples = bits.weightSamples;
    f.calibNum = bits.activationSamples;
    return f;
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
            auto flags = baseFlags(bits, rotated);
            change(flags);
            flags.name = model + ", " + scales;
            variants.push_back({model, scales, recipeFromFlags(flags)});
        };
        add("one static scale", [](Flags&) {});
        add("MSQ", [](Flags& f) { f.msq = true; });
        add("MSQ + AIFS", [](Flags& f) { f.msq = f.aifs = true; });
        add("dynamic", [](Flags& f) { f.llmStatic = false; });
    }
    return variants;
}

void summarizeLayers(ScaleResult& result, const std::vector<LayerReport>& layers)
{
    double sum = 0;
    int count = 0;
    result.worstSqnrDb = result.meanSqnrDb = std::nan("");
    for (const auto& layer : layers) {
        const bool rounded = layer.scheme.quantizesActivation() || layer.weight.quantized;
        const double sqnr = layer.error.isolated.sqnrDb;
        if (layer.site.tower != Tower::Llm || !rounded || !layer.measured || !std::isfinite(sqnr))
            continue;
        sum += sqnr;
        if (count++ == 0 || sqnr < result.worstSqnrDb) {
            result.worstSqnrDb = sqnr;
            result.worstLayer = layer.site.name;
        }
    }
    if (count > 0)
        result.meanSqnrDb = sum / count;
}

std::string scaleTable(const std::vector<ScaleVariant>& variants, const std::vector<ScaleResult>& results)
{
    constexpr auto line = "{:<8}  {:<17} {:>11} {:>10} {:>10} {:>8}  {}\n";
    auto table = fmt::format(line, "model", "language model", "hits", "mean dB", "worst dB", "s", "worst layer");
    for (size_t i = 0; i < results.size(); ++i) {
        const auto& r = results[i];
        table += fmt::format(line, variants[i].model, variants[i].scales, fmt::format("{:.0f}/{}", r.hits, r.total),
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
            csvLine({variants[i].model, variants[i].scales, fmt::format("{:.0f}", r.hits), std::to_string(r.total),
                     sqnrText(r.meanSqnrDb), sqnrText(r.worstSqnrDb), r.worstLayer, fmt::format("{:.2f}", r.seconds)});
    }
    return csv;
}

}
