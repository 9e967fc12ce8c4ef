// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/forward.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/gelu.h>
#include <fmt/core.h>

#include "base/parallel.h"
#include "model/attention.h"

namespace quantscope {
namespace {

at::Tensor scaled(const at::Tensor& x, const at::Tensor& layerScale)
{
    return layerScale.defined() ? x * layerScale : x;
}

Chunks addResidual(const Pass& pass, Chunks branch, const Chunks& x, const at::Tensor& layerScale)
{
    return mapChunks(pass, std::move(branch), [&](size_t i, at::Tensor b) { return scaled(b, layerScale).add_(x[i]); });
}

Chunks normed(const Pass& pass, const Chunks& x, const Norm& norm)
{
    return mapChunks(pass, x, [&](size_t, at::Tensor part) { return applyNorm(norm, part); });
}

at::Tensor visionAttention(const ModelConfig& config, const VisionBlock& block, const at::Tensor& qkv)
{
    const auto& v = config.vision;
    auto parts = qkv.chunk(3, -1);
    if (v.qkNorm) {
        parts[0] = applyNorm(block.queryNorm, parts[0]);
        parts[1] = applyNorm(block.keyNorm, parts[1]);
    }
    return attendFull(parts[0], parts[1], parts[2], v.heads);
}

at::Tensor activate(const VisionConfig& v, const at::Tensor& x)
{
    return at::gelu(x, v.geluTanh ? "tanh" : "none");
}

}

Chunks mapChunks(const Pass& pass, Chunks chunks, const std::function<at::Tensor(size_t, at::Tensor)>& f)
{
    parallelFor(static_cast<int64_t>(chunks.size()), pass.threads, [&](int64_t i) {
        const auto index = static_cast<size_t>(i);
        chunks[index] = f(index, std::move(chunks[index]));
        if (pass.keep)
            chunks[index] = pass.keep(index, chunks[index]);
    });
    return chunks;
}

Pass plainPass(const Model& model, int threads)
{
    Pass pass;
    pass.threads = threads;
    pass.linear = [&model, threads](SiteIndex site, Chunks chunks, const std::vector<ImageRows>& image) {
        const auto& linear = model.linears[static_cast<size_t>(site)];
        Pass own;
        own.threads = threads;
        return mapChunks(own, std::move(chunks),
                         [&](size_t i, at::Tensor x) { return applyLinear(linear, x, imageRowsOf(image, i)); });
    };
    return pass;
}

Chunks embedPatches(const Model& model, Chunks pixels, const Pass& pass)
{
    return mapChunks(pass, pass.linear(model.patch, std::move(pixels), {}), [&](size_t, at::Tensor patches) {
        const auto first = model.classEmbedding.expand({patches.size(0), -1, -1});
        return at::cat({first, patches}, 1).add_(model.positionEmbedding);
    });
}

Chunks visionBlock(const Model& model, size_t index, Chunks x, const Pass& pass)
{
    const auto& block = model.visionBlocks[index];
    auto h = pass.linear(block.qkv, normed(pass, x, block.norm1), {});
    h = mapChunks(pass, std::move(h),
                  [&](size_t, at::Tensor qkv) { return visionAttention(model.config, block, qkv); });
    x = addResidual(pass, pass.linear(block.proj, std::move(h), {}), x, block.scale1);
    h = pass.linear(block.fc1, normed(pass, x, block.norm2), {});
    h = mapChunks(pass, std::move(h), [&](size_t, at::Tensor up) { return activate(model.config.vision, up); });
    return addResidual(pass, pass.linear(block.fc2, std::move(h), {}), x, block.scale2);
}

at::Tensor pixelShuffle(const ModelConfig& config, const at::Tensor& vision)
{
    const auto patches = vision.narrow(1, 1, vision.size(1) - 1);
    const int64_t n = patches.size(0), c = patches.size(2);
    const auto grid = static_cast<int64_t>(std::llround(std::sqrt(static_cast<double>(patches.size(1)))));
    const auto r = static_cast<int64_t>(std::llround(1.0 / config.downsampleRatio));
    const int64_t side = grid / r;
    // Row and column offset inside the merged square, then channel; v1 leaves the squares transposed.
    auto squares = patches.reshape({n, side, r, side, r, c}).permute({0, 1, 3, 2, 4, 5});
    if (!config.pixelShuffleV2)
        squares = squares.transpose(1, 2);
    return squares.reshape({n, side * side, r * r * c});
}

Chunks project(const Model& model, Chunks vision, const Pass& pass)
{
    auto h = mapChunks(pass, std::move(vision), [&](size_t, at::Tensor x) {
        return applyNorm(model.projectorNorm, pixelShuffle(model.config, x));
    });
    h = pass.linear(model.projectorIn, std::move(h), {});
    h = mapChunks(pass, std::move(h), [](size_t, at::Tensor x) { return at::gelu(x); });
    return pass.linear(model.projectorOut, std::move(h), {});
}

std::vector<ImageRows> imageRows(const std::vector<Packed>& packed)
{
    std::vector<ImageRows> image;
    for (const auto& part : packed)
        image.push_back(part.image);
    return image;
}

std::vector<ImageRows> lastImageRows(const std::vector<Packed>& packed)
{
    std::vector<ImageRows> image;
    for (const auto& part : packed) // a prompt may end with an image
        image.push_back(part.image.empty() ? ImageRows() : imageRuns(lastRows(part.isImage, part)));
    return image;
}

Chunks decoderBlock(const Model& model, size_t index, Chunks x, const std::vector<Packed>& packed,
                    std::vector<KvCache>* caches, DecoderRows rows, const Pass& pass)
{
    const auto& block = model.decoderBlocks[index];
    const auto& config = model.config.decoder;
    auto image = imageRows(packed);
    const auto h = normed(pass, x, block.attentionNorm);
    std::vector<Chunks> inputs;
    for (const SiteIndex site : block.attentionInputs)
        inputs.push_back(pass.linear(site, h, image));
    Chunks attended(x.size());
    attended = mapChunks(pass, std::move(attended), [&](size_t i, const at::Tensor&) {
        std::vector<at::Tensor> outputs;
        for (auto& input : inputs)
            outputs.push_back(std::move(input[i]));
        const auto heads = model.family->split(config, outputs);
        return attendCausal(heads, packed[i], caches ? &(*caches)[i] : nullptr, index, rows);
    });
    if (rows == DecoderRows::Last) {
        x = mapChunks(pass, std::move(x), [&](size_t i, at::Tensor part) { return lastRows(part, packed[i]); });
        image = lastImageRows(packed);
    }
    x = addResidual(pass, pass.linear(block.attentionOutput, std::move(attended), image), x, {});
    const auto mlpInput = normed(pass, x, block.mlpNorm);
    const auto gate = pass.linear(block.gate, mlpInput, image);
    auto up = pass.linear(block.up, mlpInput, image);
    up = mapChunks(pass, std::move(up), [&](size_t i, at::Tensor u) { return gated(gate[i], u); });
    return addResidual(pass, pass.linear(block.down, std::move(up), image), x, {});
}

Chunks headLogits(const Model& model, Chunks x, const Pass& pass, const std::vector<ImageRows>& image)
{
    return pass.linear(model.head, normed(pass, x, model.finalNorm), image);
}

at::Tensor embedTokens(const Model& model, const at::Tensor& ids, int64_t imageToken, const at::Tensor& visual)
{
    auto x = model.embedding.index_select(0, ids.to(model.device())).to(model.dtype());
    if (visual.defined()) {
        const auto where = ids.eq(imageToken).nonzero().squeeze(1);
        if (where.size(0) != visual.size(0))
            throw Error(
                fmt::format("the prompt has {} image tokens for {} visual embeddings", where.size(0), visual.size(0)));
        x.index_copy_(0, where.to(model.device()), visual.to(x.scalar_type()));
    }
    return x;
}

}
