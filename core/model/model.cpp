// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/model.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/upsample_bicubic2d.h>
#include <fmt/core.h>

#include "base/error.h"
#include "files/spool.h"

namespace quantscope {
namespace {

class Builder
{
public:
    Builder(Model& model, const TensorSource& source, at::Device device)
        : m_model(model)
        , m_source(source)
        , m_device(device)
    {
    }

    bool has(const std::string& name) const
    {
        return m_source.contains(name);
    }

    at::Tensor tensor(const std::string& name, at::IntArrayRef shape) const
    {
        return m_source.tensor(name, shape).to(m_device, m_model.computeType);
    }

    at::Tensor weight(const std::string& name, at::IntArrayRef shape) const
    {
        return m_model.spool ? m_source.tensor(name, shape) : tensor(name, shape);
    }

    at::Tensor optionalTensor(const std::string& name, at::IntArrayRef shape) const
    {
        return has(name) ? tensor(name, shape) : at::Tensor();
    }

    Norm norm(NormKind kind, const std::string& weight, const std::string& bias, int64_t width, double eps) const
    {
        return {kind, tensor(weight, {width}), kind == NormKind::Layer ? optionalTensor(bias, {width}) : at::Tensor(),
                eps};
    }

    SiteIndex site(Tower tower, int block, Role role, const std::string& name, int64_t in, int64_t out)
    {
        Linear linear;
        linear.weight = weight(name + ".weight", {out, in});
        linear.bias = optionalTensor(name + ".bias", {out});
        return add({name, tower, block, role, in, out}, std::move(linear));
    }

    SiteIndex add(Site site, Linear linear)
    {
        m_model.sites.push_back(std::move(site));
        m_model.linears.push_back(std::move(linear));
        return static_cast<SiteIndex>(m_model.sites.size()) - 1;
    }

private:
    Model& m_model;
    const TensorSource& m_source;
    at::Device m_device;
};

// InternViT's own rule: bicubic over the patch grid, the class position stays.
at::Tensor resizedPositions(const at::Tensor& positions, int64_t from, int64_t to)
{
    if (from == to)
        return positions;
    const int64_t width = positions.size(-1);
    const auto grid =
        positions.narrow(1, 1, from * from).to(at::kFloat).view({1, from, from, width}).permute({0, 3, 1, 2});
    const auto resized = at::upsample_bicubic2d(grid, {to, to}, false);
    const auto flat = resized.reshape({1, width, to * to}).permute({0, 2, 1}).to(positions.scalar_type());
    return at::cat({positions.narrow(1, 0, 1), flat}, 1);
}

void buildVision(Model& model, Builder& build)
{
    const auto& v = model.config.vision;
    const std::string prefix = "vision_model.";
    const std::string embeddings = prefix + "embeddings.";
    const int64_t grid = v.imageSize / v.patchSize;
    model.classEmbedding = build.tensor(embeddings + "class_embedding", {1, 1, v.width});
    model.positionEmbedding =
        resizedPositions(build.tensor(embeddings + "position_embedding", {1, 1 + grid * grid, v.width}), grid,
                         model.config.tileSize / v.patchSize);
    const int64_t patchIn = v.channels * v.patchSize * v.patchSize;
    Linear patch;
    patch.weight = build.weight(embeddings + "patch_embedding.weight", {v.width, v.channels, v.patchSize, v.patchSize})
                       .reshape({v.width, patchIn});
    patch.bias = build.optionalTensor(embeddings + "patch_embedding.bias", {v.width});
    patch.patchKernel = v.patchSize;
    model.patch = build.add({embeddings + "patch_embedding", Tower::Vision, -1, Role::PatchEmbedding, patchIn, v.width},
                            std::move(patch));
    const auto kind = v.rmsNorm ? NormKind::Rms : NormKind::Layer;
    for (int64_t i = 0; i < model.config.visionBlocksUsed(); ++i) {
        const std::string at = fmt::format("{}encoder.layers.{}.", prefix, i);
        const int b = static_cast<int>(i);
        VisionBlock block;
        block.norm1 = build.norm(kind, at + "norm1.weight", at + "norm1.bias", v.width, v.normEps);
        block.norm2 = build.norm(kind, at + "norm2.weight", at + "norm2.bias", v.width, v.normEps);
        if (v.qkNorm) {
            block.queryNorm = build.norm(NormKind::Rms, at + "attn.q_norm.weight", "", v.width, v.normEps);
            block.keyNorm = build.norm(NormKind::Rms, at + "attn.k_norm.weight", "", v.width, v.normEps);
        }
        block.scale1 = build.optionalTensor(at + "ls1", {v.width});
        block.scale2 = build.optionalTensor(at + "ls2", {v.width});
        block.qkv = build.site(Tower::Vision, b, Role::AttentionInput, at + "attn.qkv", v.width, 3 * v.width);
        block.proj = build.site(Tower::Vision, b, Role::AttentionOutput, at + "attn.proj", v.width, v.width);
        block.fc1 = build.site(Tower::Vision, b, Role::MlpUp, at + "mlp.fc1", v.width, v.mlpWidth);
        block.fc2 = build.site(Tower::Vision, b, Role::MlpDown, at + "mlp.fc2", v.mlpWidth, v.width);
        if (v.qkvBias != model.linears[block.qkv].bias.defined())
            throw Error(at + "attn.qkv.bias: config says qkv_bias is " + (v.qkvBias ? "true" : "false") +
                        ", the checkpoint " + (v.qkvBias ? "has none" : "has one"));
        model.visionBlocks.push_back(std::move(block));
    }
}

void buildProjector(Model& model, Builder& build)
{
    const auto factor = static_cast<int64_t>(std::llround(1.0 / model.config.downsampleRatio));
    const int64_t in = model.config.vision.width * factor * factor;
    const int64_t out = model.config.decoder.width;
    model.projectorNorm =
        build.norm(NormKind::Layer, "mlp1.0.weight", "mlp1.0.bias", in, model.config.projectorNormEps);
    model.projectorIn = build.site(Tower::Projector, -1, Role::ProjectorIn, "mlp1.1", in, out);
    model.projectorOut = build.site(Tower::Projector, -1, Role::ProjectorOut, "mlp1.3", out, out);
}

void buildDecoder(Model& model, Builder& build)
{
    const auto& d = model.config.decoder;
    const auto names = model.family->names(d);
    model.embedding = build.weight(names.embedding, {d.vocabulary, d.width});
    for (int64_t i = 0; i < d.blocks; ++i) {
        const std::string at = fmt::format("{}{}.", names.blockPrefix, i);
        const int b = static_cast<int>(i);
        DecoderBlock block;
        block.attentionNorm = build.norm(NormKind::Rms, at + names.attentionNorm, "", d.width, d.normEps);
        block.mlpNorm = build.norm(NormKind::Rms, at + names.mlpNorm, "", d.width, d.normEps);
        for (const auto& input : names.attentionInputs)
            block.attentionInputs.push_back(build.site(Tower::Llm, b, input.role, at + input.name, d.width, input.out));
        block.attentionOutput =
            build.site(Tower::Llm, b, Role::AttentionOutput, at + names.attentionOutput, d.heads * d.headSize, d.width);
        block.gate = build.site(Tower::Llm, b, Role::MlpGate, at + names.mlpGate, d.width, d.mlpWidth);
        block.up = build.site(Tower::Llm, b, Role::MlpUp, at + names.mlpUp, d.width, d.mlpWidth);
        block.down = build.site(Tower::Llm, b, Role::MlpDown, at + names.mlpDown, d.mlpWidth, d.width);
        model.decoderBlocks.push_back(std::move(block));
    }
    model.finalNorm = build.norm(NormKind::Rms, names.finalNorm, "", d.width, d.normEps);
    Linear head;
    const bool tied = d.tiedHead || !build.has(names.head + ".weight");
    if (tied && !d.tiedHead)
        throw Error(names.head + ".weight: missing, and tie_word_embeddings is false");
    head.weight = tied ? model.embedding : build.weight(names.head + ".weight", {d.vocabulary, d.width});
    model.head = build.add({names.head, Tower::Llm, -1, Role::Head, d.width, d.vocabulary}, std::move(head));
}

void visitNorm(Norm& norm, const std::function<void(at::Tensor&)>& f)
{
    f(norm.weight);
    f(norm.bias);
}

}

Model buildModel(const ModelConfig& config, const DecoderFamily& family, const TensorSource& source,
                 at::ScalarType dtype, at::Device device, std::shared_ptr<const Spool> spool)
{
    if (spool && !device.is_cpu())
        throw Error("memory is saved on the CPU only");
    Model model;
    model.config = config;
    model.family = &family;
    model.computeType = dtype;
    model.spool = std::move(spool);
    Builder build(model, source, device);
    buildVision(model, build);
    buildProjector(model, build);
    buildDecoder(model, build);
    return model;
}

at::Tensor kept(const Model& model, const at::Tensor& tensor)
{
    return model.spool ? model.spool->keep(tensor) : tensor;
}

void forEachTensor(Model& model, const std::function<void(at::Tensor&)>& f)
{
    const auto visit = [&](at::Tensor& tensor) {
        if (tensor.defined())
            f(tensor);
    };
    for (auto& linear : model.linears) {
        visit(linear.weight);
        visit(linear.bias);
        visit(linear.onlineSigns);
    }
    visit(model.classEmbedding);
    visit(model.positionEmbedding);
    visit(model.embedding);
    for (auto& block : model.visionBlocks) {
        for (Norm* norm : {&block.norm1, &block.norm2, &block.queryNorm, &block.keyNorm})
            visitNorm(*norm, visit);
        visit(block.scale1);
        visit(block.scale2);
    }
    visitNorm(model.projectorNorm, visit);
    for (auto& block : model.decoderBlocks)
        for (Norm* norm : {&block.attentionNorm, &block.mlpNorm})
            visitNorm(*norm, visit);
    visitNorm(model.finalNorm, visit);
}

Model copiedTo(Model model, at::Device device)
{
    forEachTensor(model, [&](at::Tensor& tensor) { tensor = tensor.to(device); });
    for (auto& linear : model.linears)
        if (linear.online)
            linear.online = hadamardOn(*linear.online, device);
    return model;
}

}
