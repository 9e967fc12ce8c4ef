// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/modelbuilder.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/equal.h>
#include <fmt/core.h>

#include "base/error.h"
#include "model/finiteweights.h"

namespace quantscope {

ModelBuilder::ModelBuilder(Model& model, const TensorSource& source, at::Device device)
    : m_model(model)
    , m_source(source)
    , m_device(device)
{
}

bool ModelBuilder::has(const std::string& name) const
{
    return m_source.contains(name);
}

at::Tensor ModelBuilder::stored(const std::string& name, at::IntArrayRef shape) const
{
    const auto found = m_source.tensor(name, shape);
    if (!at::isFloatingType(found.scalar_type()))
        throw Error(name + ": has the dtype " + c10::toString(found.scalar_type()) +
                    ", floating point is expected; a checkpoint that is already quantized is not read");
    return found;
}

at::Tensor ModelBuilder::tensor(const std::string& name, at::IntArrayRef shape) const
{
    const auto found = stored(name, shape);
    requireFinite(found, name);
    return found.to(m_device, m_model.computeType);
}

at::Tensor ModelBuilder::optionalTensor(const std::string& name, at::IntArrayRef shape) const
{
    return has(name) ? tensor(name, shape) : at::Tensor();
}

at::Tensor ModelBuilder::weight(const std::string& name, at::IntArrayRef shape) const
{
    return m_model.offload ? stored(name, shape) : tensor(name, shape);
}

Norm ModelBuilder::norm(NormKind kind, const std::string& weight, const std::string& bias, int64_t width,
                        double eps) const
{
    return {kind, tensor(weight, {width}), kind == NormKind::Layer ? optionalTensor(bias, {width}) : at::Tensor(), eps};
}

LayerIndex ModelBuilder::layer(Tower tower, int block, Role role, const std::string& name, int64_t in, int64_t out,
                               std::optional<bool> bias)
{
    Linear linear;
    linear.weight = weight(name + ".weight", {out, in});
    linear.bias = optionalTensor(name + ".bias", {out});
    if (bias && *bias != linear.bias.defined())
        throw Error(fmt::format("{}.bias: the checkpoint has {}, config.json says that there is {}", name,
                                *bias ? "none" : "one", *bias ? "one" : "none"));
    return add({name, tower, block, role, in, out}, std::move(linear));
}

LayerIndex ModelBuilder::add(Layer layer, Linear linear)
{
    m_model.layers.push_back(std::move(layer));
    m_model.linears.push_back(std::move(linear));
    return static_cast<LayerIndex>(m_model.layers.size()) - 1;
}

LayerIndex ModelBuilder::patchEmbedding(const std::string& name)
{
    const auto& v = m_model.config.vision;
    const int64_t in = v.channels * v.patchSize * v.patchSize;
    Linear patch;
    patch.weight = weight(name + ".weight", {v.width, v.channels, v.patchSize, v.patchSize}).reshape({v.width, in});
    patch.bias = optionalTensor(name + ".bias", {v.width});
    patch.patchKernel = v.patchSize;
    return add({name, Tower::Vision, -1, Role::PatchEmbedding, in, v.width}, std::move(patch));
}

Norm ModelBuilder::decoderNorm(const std::string& weight, int64_t width) const
{
    const auto& d = m_model.config.decoder;
    return norm(d.norm, weight, weight.substr(0, weight.rfind(".weight")) + ".bias", width, d.normEps);
}

Block ModelBuilder::decoderBlock(const DecoderNames& names, const std::string& at, int index)
{
    const auto& d = m_model.config.decoder;
    const auto inputs = [&](const std::vector<InputLayer>& rows, std::optional<bool> bias) {
        std::vector<LayerIndex> layers;
        for (const auto& row : rows)
            layers.push_back(layer(Tower::Llm, index, row.role, at + row.name, d.width, row.out, bias));
        return layers;
    };
    Block block;
    block.attentionNorm = decoderNorm(at + names.attentionNorm, d.width);
    block.mlpNorm = decoderNorm(at + names.mlpNorm, d.width);
    block.attentionInputs = inputs(names.attentionInputs, d.qkvBias);
    if (!names.queryNorm.empty())
        block.queryNorm = decoderNorm(at + names.queryNorm, d.headSize);
    if (!names.keyNorm.empty())
        block.keyNorm = decoderNorm(at + names.keyNorm, d.headSize);
    block.attentionOutput = layer(Tower::Llm, index, Role::AttentionOutput, at + names.attentionOutput,
                                  d.heads * d.headSize, d.width, d.outputBias);
    block.window = d.windowOf(index);
    block.mlp = d.mlp;
    block.mlpInputs = inputs(names.mlpInputs, d.mlpBias);
    block.mlpOutput = layer(Tower::Llm, index, Role::MlpDown, at + names.mlpOutput, d.mlpWidth, d.width, d.mlpBias);
    return block;
}

at::Tensor ModelBuilder::headWeight(const std::string& name) const
{
    const auto& d = m_model.config.decoder;
    if (!has(name)) {
        if (!d.tiedHead)
            throw Error(name + ": missing, and tie_word_embeddings is false");
        return m_model.embedding;
    }
    const auto own = weight(name, {d.vocabulary, d.width});
    const bool copy =
        d.tiedHead && own.scalar_type() == m_model.embedding.scalar_type() && at::equal(own, m_model.embedding);
    return copy ? m_model.embedding : own;
}

void ModelBuilder::decoder(const DecoderPlace& place)
{
    const auto& d = m_model.config.decoder;
    const auto names = m_model.config.family->names(d);
    m_model.embedding = weight(place.body + names.embedding, {d.vocabulary, d.width});
    for (int64_t i = 0; i < d.blocks; ++i)
        m_model.decoderBlocks.push_back(
            decoderBlock(names, fmt::format("{}{}{}.", place.body, names.blockPrefix, i), static_cast<int>(i)));
    m_model.finalNorm = decoderNorm(place.body + names.finalNorm, d.width);
    Linear head;
    const auto name = place.head + names.head;
    head.weight = headWeight(name + ".weight");
    m_model.head = add({name, Tower::Llm, -1, Role::Head, d.width, d.vocabulary}, std::move(head));
}

}
