// SPDX-License-Identifier: GPL-3.0-or-later
// Which random tensors make up a synthetic checkpoint, and where outliers are planted.
//
// A weight [out, in] is normal with deviation gain/√in, so that a normalized input gives an output of about that gain.
// Every residual branch adds little (0.3 in the vision tower, about 0.25 in the decoder), and all values stay finite.
// Gain 1.5 in front of the attention lets a token look at few others, so that answers depend on the picture.
//
// Outliers, as published models have them (all factors but the end token's are powers of two, exact in bfloat16):
//   residual streams  2 channels of the vision tower and 3 of the decoder are written 32 times larger by every block,
//   by
//                     the patch embedding and by the positions; the norms' weights there are 1/32, and their mean makes
//                     up for the larger denominator. Visual tokens enter the decoder with 8 times there: their range
//                     is about ±20, that of text embeddings (deviation 0.1) ±0.5, as in figure 1 of MQuant.
//   after norms       of width/256, but at least 3, channels the norm's weight is 64 or 32 times larger and the columns
//                     that read them as much smaller: the function does not change.
//   down projections  of mlp width/512, but at least 3, channels the rows of the up projection are 64 or 32 times
//   larger
//                     and the columns of the down projection as much smaller; one channel of the second and the last
//                     decoder block has 512 times (massive activations). Behind a GELU, in fc2 and mlp1.3, the same
//                     changes the function, which is random anyway.
// The head's rows of the digits are 8, of the turn's end 10 times larger: answers are some digits, and the expected
// answer, one digit, is met by chance. A score says little, but each answer can be compared with the float model's.

#include "synth/synthplan.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/core.h>

#include "model/architectures/internvlsteps.h"
#include "model/families/family.h"
#include "synth/synthfiles.h"
#include "synth/synthrandom.h"

namespace quantscope {
namespace {

using Factors = std::vector<ScaledIndex>;

constexpr double streamFactor = 32;
constexpr double visualFactor = 8;
constexpr double massiveFactor = 512;
constexpr int64_t visionStreamChannels = 2;
constexpr int64_t decoderStreamChannels = 3;

Factors scaledBy(Factors factors, double by)
{
    for (auto& f : factors)
        f.factor *= by;
    return factors;
}

Factors inverse(Factors factors)
{
    for (auto& f : factors)
        f.factor = 1 / f.factor;
    return factors;
}

Factors shifted(Factors factors, int64_t by)
{
    for (auto& f : factors)
        f.index += by;
    return factors;
}

Factors joined(Factors a, const Factors& b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

nlohmann::json toJson(const Factors& factors)
{
    auto list = nlohmann::json::array();
    for (const auto& f : factors)
        list.push_back({f.index, f.factor});
    return list;
}

// Norm weights that keep normalized values near 1 although `factors` channels dominate the variance.
double gainBehind(const Factors& factors, int64_t width)
{
    double variance = 1;
    for (const auto& f : factors)
        variance += (f.factor * f.factor - 1) / static_cast<double>(width);
    return std::sqrt(variance);
}

class Planner
{
public:
    Planner(const SynthShape& shape, uint64_t seed)
        : m_config(shape.config)
        , m_family(decoderFamilyFor(shape.config.decoder, shape.id))
        , m_seed(seed)
        , m_visionStream(channels("vision stream", m_config.vision.width, visionStreamChannels, {}, {streamFactor}))
        , m_decoderStream(channels("decoder stream", m_config.decoder.width, decoderStreamChannels, {}, {streamFactor}))
    {
    }

    SynthPlan plan()
    {
        m_plan.planted["residual_streams"] = {{"vision", toJson(m_visionStream)}, {"llm", toJson(m_decoderStream)}};
        m_plan.planted["visual_tokens"] = toJson(visualFactors());
        m_plan.planted["layer_inputs"] = nlohmann::json::object();
        planEmbeddings();
        for (int64_t i = 0; i < m_config.vision.blocks; ++i)
            planVisionBlock(fmt::format("vision_model.encoder.layers.{}.", i));
        planProjector();
        planDecoder();
        return std::move(m_plan);
    }

private:
    Factors channels(const std::string& name, int64_t width, int64_t count, const Factors& taken,
                     const std::vector<double>& factors) const
    {
        std::set<int64_t> used;
        for (const auto& f : taken)
            used.insert(f.index);
        RandomStream random(randomKey(m_seed, "channels of " + name));
        Factors chosen;
        count = std::min(count, width - static_cast<int64_t>(used.size()));
        while (static_cast<int64_t>(chosen.size()) < count) {
            const int64_t channel = random.number(width);
            if (used.insert(channel).second)
                chosen.push_back({channel, factors[chosen.size() % factors.size()]});
        }
        return chosen;
    }

    Factors normChannels(const std::string& name, int64_t width, const Factors& taken) const
    {
        return channels(name, width, std::max<int64_t>(3, width / 256), taken, {64, 32});
    }

    Factors downChannels(const std::string& name, int64_t width) const
    {
        return channels(name, width, std::max<int64_t>(3, width / 512), {}, {64, 32});
    }

    Factors visualFactors() const
    {
        return scaledBy(m_decoderStream, visualFactor / streamFactor);
    }

    void plantedInput(const std::string& layer, const Factors& factors)
    {
        m_plan.planted["layer_inputs"][layer] = toJson(factors);
    }

    void matrix(const std::string& name, int64_t out, int64_t in, double gain, Factors rows, Factors columns)
    {
        m_plan.tensors.push_back({name,
                                  {out, in},
                                  out,
                                  in,
                                  0,
                                  gain / std::sqrt(static_cast<double>(in)),
                                  std::move(rows),
                                  std::move(columns)});
    }

    void vector(const std::string& name, int64_t width, double mean, double deviation, Factors factors)
    {
        m_plan.tensors.push_back({name, {width}, width, 1, mean, deviation, std::move(factors), {}});
    }

    // Weight and, for a layer norm, bias; `stream` are the large channels that it reads, `planted` the ones it makes.
    void norm(const std::string& name, bool hasBias, int64_t width, const Factors& stream, const Factors& planted)
    {
        const double mean = gainBehind(stream, width);
        vector(name + (hasBias ? ".weight" : ""), width, mean, 0.1 * mean, joined(inverse(stream), planted));
        if (hasBias)
            vector(name + ".bias", width, 0, 0.05, planted);
    }

    void linear(const std::string& name, int64_t out, int64_t in, double gain, const Factors& rows, const Factors& read)
    {
        matrix(name + ".weight", out, in, gain, rows, inverse(read));
        vector(name + ".bias", out, 0, 0.05, rows);
        if (!read.empty())
            plantedInput(name, read);
    }

    void planEmbeddings()
    {
        const auto& v = m_config.vision;
        const std::string at = "vision_model.embeddings.";
        const int64_t patch = v.channels * v.patchSize * v.patchSize;
        const int64_t grid = v.imageSize / v.patchSize, positions = 1 + grid * grid;
        auto& tensors = m_plan.tensors;
        tensors.push_back({at + "class_embedding", {1, 1, v.width}, 1, v.width, 0, 0.5, {}, m_visionStream});
        tensors.push_back(
            {at + "position_embedding", {1, positions, v.width}, positions, v.width, 0, 0.3, {}, m_visionStream});
        tensors.push_back({at + "patch_embedding.weight",
                           {v.width, v.channels, v.patchSize, v.patchSize},
                           v.width,
                           patch,
                           0,
                           0.5 / std::sqrt(static_cast<double>(patch)),
                           m_visionStream,
                           {}});
        vector(at + "patch_embedding.bias", v.width, 0, 0.1, m_visionStream);
    }

    // Weight and bias, the latter where the layer has one.
    void visionLinear(const std::string& name, int64_t out, int64_t in, double gain, const Factors& rows,
                      const Factors& read, bool bias)
    {
        if (bias)
            return linear(name, out, in, gain, rows, read);
        matrix(name + ".weight", out, in, gain, rows, inverse(read));
        plantedInput(name, read);
    }

    // Its weight is named without ".weight" where a norm has no bias.
    void visionNorm(const std::string& name, int64_t width, const Factors& stream, const Factors& planted)
    {
        const bool bias = m_config.vision.norm == NormKind::Layer;
        norm(bias ? name : name + ".weight", bias, width, stream, planted);
    }

    void planVisionBlock(const std::string& at)
    {
        const auto& v = m_config.vision;
        const auto first = normChannels(at + "norm1", v.width, m_visionStream);
        const auto second = normChannels(at + "norm2", v.width, m_visionStream);
        const auto down = downChannels(at + "mlp.fc2", v.mlpWidth);
        visionNorm(at + "norm1", v.width, m_visionStream, first);
        visionLinear(at + "attn.qkv", 3 * v.width, v.width, 1.5, {}, first, v.qkvBias);
        if (v.qkNorm)
            for (const char* name : {"attn.q_norm.weight", "attn.k_norm.weight"})
                vector(at + name, v.width, 1.5, 0.15, {});
        linear(at + "attn.proj", v.width, v.width, 1, m_visionStream, {});
        vector(at + "ls1", v.width, 0.3, 0.08, {});
        visionNorm(at + "norm2", v.width, m_visionStream, second);
        linear(at + "mlp.fc1", v.mlpWidth, v.width, 1, down, second);
        linear(at + "mlp.fc2", v.width, v.mlpWidth, 1.5, m_visionStream, down);
        vector(at + "ls2", v.width, 0.3, 0.08, {});
    }

    void planProjector()
    {
        const int64_t width = m_config.vision.width, out = m_config.decoder.width;
        const auto merged = std::llround(1.0 / (m_config.downsampleRatio * m_config.downsampleRatio));
        Factors stream;
        for (int64_t i = 0; i < merged; ++i)
            for (const auto& f : m_visionStream)
                stream.push_back({i * width + f.index, f.factor});
        const auto planted = normChannels("mlp1.0", merged * width, stream);
        const auto inner = downChannels("mlp1.3", out);
        norm("mlp1.0", true, merged * width, stream, planted);
        linear("mlp1.1", out, merged * width, 1.5, inner, planted);
        linear("mlp1.3", out, out, 1, visualFactors(), inner);
    }

    void planDecoder()
    {
        const auto& d = m_config.decoder;
        const auto names = m_family.names(d);
        const auto& place = internvl::ownPlace;
        m_plan.tensors.push_back(
            {place.body + names.embedding, {d.vocabulary, d.width}, d.vocabulary, d.width, 0, 0.1, {}, {}});
        for (int64_t i = 0; i < d.blocks; ++i)
            planDecoderBlock(names, fmt::format("{}{}{}.", place.body, names.blockPrefix, i), i);
        norm(place.body + names.finalNorm, false, d.width, m_decoderStream, {});
        if (d.tiedHead)
            return;
        const auto tokens = synthTokens(d);
        Factors rows;
        for (int64_t i = 0; i < 10; ++i)
            rows.push_back({tokens.digit + i, 8});
        rows.push_back({tokens.turnEnd, 10});
        matrix(place.head + names.head + ".weight", d.vocabulary, d.width, 0.5, rows, {});
    }

    void planDecoderBlock(const DecoderNames& names, const std::string& at, int64_t index)
    {
        const auto& d = m_config.decoder;
        const auto first = normChannels(at + names.attentionNorm, d.width, m_decoderStream);
        const auto second = normChannels(at + names.mlpNorm, d.width, m_decoderStream);
        auto down = downChannels(at + names.mlpOutput, d.mlpWidth);
        if (index == 1 || index == d.blocks - 1)
            down = joined(down, channels(at + "massive", d.mlpWidth, 1, down, {massiveFactor}));
        norm(at + names.attentionNorm, false, d.width, m_decoderStream, first);
        for (const auto& input : names.attentionInputs) {
            matrix(at + input.name + ".weight", input.out, d.width, 1.5, {}, inverse(first));
            plantedInput(at + input.name, first);
            if (d.modelType == "qwen2")
                vector(at + input.name + ".bias", input.out, 0, 0.1, {});
        }
        for (const auto& name : {names.queryNorm, names.keyNorm})
            if (!name.empty())
                vector(at + name, d.headSize, 1.5, 0.15, {});
        matrix(at + names.attentionOutput + ".weight", d.width, d.heads * d.headSize, 0.5, m_decoderStream, {});
        norm(at + names.mlpNorm, false, d.width, m_decoderStream, second);
        for (const auto& input : names.mlpInputs) {
            const auto rows = input.role == Role::MlpUp ? down
                : input.role == Role::MlpInput          ? shifted(down, d.mlpWidth)
                                                        : Factors();
            matrix(at + input.name + ".weight", input.out, d.width, 1, rows, inverse(second));
            plantedInput(at + input.name, second);
        }
        matrix(at + names.mlpOutput + ".weight", d.width, d.mlpWidth, 0.4, m_decoderStream, inverse(down));
        plantedInput(at + names.mlpOutput, down);
    }

    const ModelConfig& m_config;
    const DecoderFamily& m_family;
    uint64_t m_seed;
    Factors m_visionStream, m_decoderStream;
    SynthPlan m_plan;
};

}

SynthPlan planSynthetic(const SynthShape& shape, uint64_t seed)
{
    return Planner(shape, seed).plan();
}

}
