// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/forward.h"

#include <algorithm>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
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

// The outputs of the attention inputs, one entry per input; all read the same.
std::vector<Chunks> attentionInputs(const Block& block, const Pass& pass, Chunks h, const std::vector<ImageRows>& image)
{
    std::vector<Chunks> inputs;
    for (size_t i = 0; i + 1 < block.attentionInputs.size(); ++i)
        inputs.push_back(pass.linear(block.attentionInputs[i], h, image));
    inputs.push_back(pass.linear(block.attentionInputs.back(), std::move(h), image));
    return inputs;
}

// What the inputs have made of chunk `chunk`.
std::vector<at::Tensor> takeChunk(std::vector<Chunks>& inputs, size_t chunk)
{
    std::vector<at::Tensor> outputs;
    for (auto& input : inputs)
        outputs.push_back(std::move(input[chunk]));
    return outputs;
}

at::Tensor attendVision(const Block& block, int64_t heads, size_t chunk, std::vector<at::Tensor> outputs,
                        const TurnHeads& turn)
{
    auto parts = outputs.size() == 1 ? outputs.front().chunk(3, -1) : std::move(outputs);
    if (block.queryNorm)
        parts[0] = applyNorm(*block.queryNorm, parts[0]);
    if (block.keyNorm)
        parts[1] = applyNorm(*block.keyNorm, parts[1]);
    if (turn)
        turn(chunk, parts[0], parts[1]);
    return attendFull(parts[0], parts[1], parts[2], heads);
}

Chunks activated(const Block& block, Chunks input, const Pass& pass, const std::vector<ImageRows>& image)
{
    if (block.mlp != MlpKind::GatedSilu) {
        const auto* form = block.mlp == MlpKind::GeluTanh ? "tanh" : "none";
        return mapChunks(pass, pass.linear(block.mlpInputs.front(), std::move(input), image),
                         [form](size_t, at::Tensor x) { return at::gelu(x, form); });
    }
    if (block.mlpInputs.size() == 1)
        return mapChunks(pass, pass.linear(block.mlpInputs.front(), std::move(input), image), [](size_t, at::Tensor x) {
            const auto parts = x.chunk(2, -1);
            return gated(parts[0], parts[1]);
        });
    const auto gate = pass.linear(block.mlpInputs[0], input, image);
    return mapChunks(pass, pass.linear(block.mlpInputs[1], std::move(input), image),
                     [&](size_t i, at::Tensor up) { return gated(gate[i], up); });
}

// x + mlp(norm(x)).
Chunks mlpBranch(const Block& block, const Chunks& x, const Pass& pass, const std::vector<ImageRows>& image)
{
    auto h = activated(block, normed(pass, x, block.mlpNorm), pass, image);
    return addResidual(pass, pass.linear(block.mlpOutput, std::move(h), image), x, block.mlpScale);
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
    pass.linear = [&model, threads](LayerIndex layer, Chunks chunks, const std::vector<ImageRows>& image) {
        const auto& linear = model.linears[static_cast<size_t>(layer)];
        Pass own;
        own.threads = threads;
        return mapChunks(own, std::move(chunks),
                         [&](size_t i, at::Tensor x) { return applyLinear(linear, x, imageRowsOf(image, i)); });
    };
    return pass;
}

bool mixesSamples(const Model& model)
{
    return std::any_of(model.linears.begin(), model.linears.end(), [](const Linear& linear) {
        return linear.input.mode == ActivationMode::Dynamic &&
            linear.input.format.granularity == ActivationGranularity::Tensor;
    });
}

Chunks visionBlock(const Model& model, size_t index, Chunks x, const Pass& pass, const TurnHeads& turn)
{
    const auto& block = model.visionBlocks[index];
    auto inputs = attentionInputs(block, pass, normed(pass, x, block.attentionNorm), {});
    auto h = mapChunks(pass, Chunks(x.size()), [&](size_t i, const at::Tensor&) {
        return attendVision(block, model.config.vision.heads, i, takeChunk(inputs, i), turn);
    });
    x = addResidual(pass, pass.linear(block.attentionOutput, std::move(h), {}), x, block.attentionScale);
    return mlpBranch(block, x, pass, {});
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
    auto image = imageRows(packed);
    auto inputs = attentionInputs(block, pass, normed(pass, x, block.attentionNorm), image);
    auto attended = mapChunks(pass, Chunks(x.size()), [&](size_t i, const at::Tensor&) {
        auto heads = model.config.family->split(model.config.decoder, takeChunk(inputs, i));
        if (block.queryNorm)
            heads.query = applyNorm(*block.queryNorm, heads.query);
        if (block.keyNorm)
            heads.key = applyNorm(*block.keyNorm, heads.key);
        return attendCausal(heads, packed[i], caches ? &(*caches)[i] : nullptr, index, rows, block.window);
    });
    if (rows == DecoderRows::Last) {
        x = mapChunks(pass, std::move(x), [&](size_t i, at::Tensor part) { return lastRows(part, packed[i]); });
        image = lastImageRows(packed);
    }
    x = addResidual(pass, pass.linear(block.attentionOutput, std::move(attended), image), x, block.attentionScale);
    return mlpBranch(block, x, pass, image);
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
