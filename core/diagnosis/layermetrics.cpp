// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/layermetrics.h"

namespace quantscope {
namespace {

// Without rounding of its own a layer has no isolated error; with float layers in front of it, no accumulated one.
const ErrorMetrics* metrics(const LayerReport& layer, ErrorScope scope)
{
    if (!layer.measured)
        return nullptr;
    return scope == ErrorScope::Isolated ? &layer.error.isolated : &layer.error.accumulated;
}

std::optional<double> outputSqnr(const LayerReport& layer, ErrorScope scope)
{
    const auto* m = metrics(layer, scope);
    return m ? std::optional(m->sqnrDb) : std::nullopt;
}

std::optional<double> relativeMse(const LayerReport& layer, ErrorScope scope)
{
    const auto* m = metrics(layer, scope);
    return m ? std::optional(m->relativeMse) : std::nullopt;
}

std::optional<double> cosine(const LayerReport& layer, ErrorScope scope)
{
    const auto* m = metrics(layer, scope);
    return m ? std::optional(m->cosine) : std::nullopt;
}

std::optional<double> imageSqnr(const LayerReport& layer, ErrorScope scope)
{
    const auto& m = scope == ErrorScope::Isolated ? layer.error.isolatedImage : layer.error.accumulatedImage;
    return layer.measured && m ? std::optional(m->sqnrDb) : std::nullopt;
}

std::optional<double> textSqnr(const LayerReport& layer, ErrorScope scope)
{
    const auto& m = scope == ErrorScope::Isolated ? layer.error.isolatedText : layer.error.accumulatedText;
    return layer.measured && m ? std::optional(m->sqnrDb) : std::nullopt;
}

// Of the output head alone.
std::optional<double> logitsKl(const LayerReport& layer, ErrorScope)
{
    return layer.measured && layer.error.logits ? std::optional(layer.error.logits->promptEnd) : std::nullopt;
}

std::optional<double> weightSqnr(const LayerReport& layer, ErrorScope)
{
    return layer.weight.quantized ? std::optional(layer.weight.weightSqnrDb) : std::nullopt;
}

constexpr LayerMetric metricTable[] = {
    {"output_sqnr", "Output SQNR", "dB", true, false, true, outputSqnr},
    {"relative_mse", "Relative MSE", "", false, true, true, relativeMse},
    {"cosine", "Cosine similarity", "", true, false, true, cosine},
    {"image_sqnr", "Output SQNR of image tokens", "dB", true, false, true, imageSqnr},
    {"text_sqnr", "Output SQNR of text tokens", "dB", true, false, true, textSqnr},
    {"logits_kl", "KL of the logits", "nats", false, true, false, logitsKl},
    {"weight_sqnr", "Weight SQNR", "dB", true, false, false, weightSqnr},
};

}

std::span<const LayerMetric> layerMetrics()
{
    return metricTable;
}

const LayerMetric* findLayerMetric(std::string_view id)
{
    for (const auto& metric : metricTable)
        if (metric.id == id)
            return &metric;
    return nullptr;
}

}
