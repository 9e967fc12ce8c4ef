// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/generate.h"

#include <algorithm>
#include <numeric>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/tensor.h>

#include "model/architectures/architecture.h"
#include "model/walk.h"

namespace quantscope {
namespace {

at::Tensor prefillEmbeddings(const Model& model, std::span<const GenerationInput> inputs,
                             const GenerationOptions& options, const Pass& pass, const Progress& progress,
                             Packed& packed)
{
    std::vector<int64_t> ids, lengths;
    std::vector<TokenGrid> grids;
    for (const auto& input : inputs) {
        if (input.ids.empty())
            throw Error("a prompt without tokens cannot be answered");
        ids.insert(ids.end(), input.ids.begin(), input.ids.end());
        lengths.push_back(static_cast<int64_t>(input.ids.size()));
        const auto own = visualGrids(model.config, input.pixels);
        grids.insert(grids.end(), own.begin(), own.end());
    }
    const auto visual = visualEmbeddings(model, inputs, options.tilesPerChunk, pass, progress);
    const auto tokens = at::tensor(ids, at::kLong);
    packed = packSequences(model, std::move(lengths), tokens.eq(options.imageToken), grids);
    return tokensToRows(packed, embedTokens(model, tokens, options.imageToken, visual));
}

// `blockRows` leave the last block, `headRows` enter the head.
at::Tensor decode(const Model& model, at::Tensor x, const Packed& packed, KvCache* cache, DecoderRows blockRows,
                  DecoderRows headRows, const Pass& pass, const Progress& progress)
{
    SampleStream stream;
    stream.decoder.push_back(std::move(x));
    stream.packed = {packed};
    stream.lastBlock = blockRows;
    stream.head = headRows;
    std::vector<KvCache> caches;
    if (cache) {
        caches.push_back(std::move(*cache));
        stream.caches = &caches;
    }
    walk(stepsOf(model, StepKind::DecoderBlock, StepKind::Head), {model, stream, pass}, checking(progress));
    if (cache)
        *cache = std::move(caches.front());
    return stream.decoder.front();
}

// Tiles of one size go through the tower together.
std::vector<at::Tensor> bySize(const std::vector<at::Tensor>& pixels)
{
    std::vector<std::vector<at::Tensor>> groups;
    for (const auto& part : pixels) {
        if (groups.empty() || groups.back().back().sizes().slice(1) != part.sizes().slice(1))
            groups.emplace_back();
        groups.back().push_back(part);
    }
    std::vector<at::Tensor> joined;
    for (const auto& group : groups)
        joined.push_back(at::cat(group));
    return joined;
}

// Keeps only the sequences that still run, and makes room for the next token.
void prepareNext(KvCache& cache, const std::vector<int64_t>& keep)
{
    const bool shrink = keep.size() < cache.lengths.size();
    for (auto* values : {&cache.lengths, &cache.positions}) {
        std::vector<int64_t> left;
        for (const int64_t row : keep)
            left.push_back((*values)[static_cast<size_t>(row)]);
        *values = std::move(left);
    }
    const int64_t capacity = cache.keys.front().size(2);
    const bool grow =
        !cache.lengths.empty() && *std::max_element(cache.lengths.begin(), cache.lengths.end()) >= capacity;
    const auto rows = at::tensor(keep, at::kLong).to(cache.keys.front().device());
    const auto update = [&](at::Tensor& t) {
        if (shrink)
            t = t.index_select(0, rows);
        if (grow)
            t = at::constant_pad_nd(t, {0, 0, 0, capacity});
    };
    for (size_t b = 0; b < cache.keys.size(); ++b) {
        update(cache.keys[b]);
        update(cache.values[b]);
    }
}

}

at::Tensor embedImages(const Model& model, const at::Tensor& pixels, int64_t tilesPerChunk, const Pass& pass,
                       const Progress& progress)
{
    const auto steps = stepsOf(model, StepKind::PatchEmbedding, StepKind::Projector);
    std::vector<at::Tensor> parts;
    for (const auto& part : pixels.split(tilesPerChunk)) {
        progress.check();
        SampleStream stream;
        for (const auto& tiles : part.to(model.device(), model.dtype()).chunk(mixesSamples(model) ? 1 : pass.threads))
            stream.vision.push_back(tiles);
        walk(steps, {model, stream, pass});
        for (const auto& tokens : stream.vision)
            parts.push_back(tokens.reshape({-1, tokens.size(-1)}));
    }
    return at::cat(parts);
}

at::Tensor visualEmbeddings(const Model& model, std::span<const GenerationInput> inputs, int64_t tilesPerChunk,
                            const Pass& pass, const Progress& progress)
{
    std::vector<at::Tensor> pixels, cached;
    for (const auto& input : inputs) {
        if (input.visual.defined())
            cached.push_back(input.visual);
        else if (input.pixels.defined())
            pixels.push_back(input.pixels);
    }
    if (!cached.empty() && !pixels.empty())
        throw Error("visual embeddings are known for some prompts of a batch and not for others");
    if (!cached.empty())
        return at::cat(cached);
    std::vector<at::Tensor> made;
    for (const auto& group : bySize(pixels))
        made.push_back(embedImages(model, group, tilesPerChunk, pass, progress));
    return made.size() < 2 ? (made.empty() ? at::Tensor() : made.front()) : at::cat(made);
}

std::vector<std::vector<int64_t>> generate(const Model& model, std::span<const GenerationInput> inputs,
                                           const GenerationOptions& options, const Pass& pass, const Progress& progress)
{
    std::vector<std::vector<int64_t>> answers(inputs.size());
    if (inputs.empty() || options.maxNewTokens <= 0)
        return answers;
    std::vector<size_t> running(inputs.size());
    std::iota(running.begin(), running.end(), size_t(0));
    if (options.stepStarts)
        options.stepStarts(running);
    Packed packed;
    auto x = prefillEmbeddings(model, inputs, options, pass, progress, packed);
    const int64_t longest = *std::max_element(packed.lengths.begin(), packed.lengths.end());
    auto cache =
        makeKvCache(model, static_cast<int64_t>(inputs.size()), longest + std::min<int64_t>(options.maxNewTokens, 32));
    const auto blockRows = options.wholePrompt ? DecoderRows::All : DecoderRows::Last;
    auto logits = decode(model, std::move(x), packed, &cache, blockRows, DecoderRows::Last, pass, progress);
    cache.lengths = packed.lengths;
    cache.positions = packed.nextPositions;
    for (int64_t step = 0;; ++step) {
        const auto best = logits.argmax(-1).cpu();
        const auto* tokens = best.data_ptr<int64_t>();
        std::vector<int64_t> keep, next;
        std::vector<size_t> still;
        for (size_t i = 0; i < running.size(); ++i) {
            const int64_t token = tokens[i];
            if (std::find(options.endTokens.begin(), options.endTokens.end(), token) != options.endTokens.end())
                continue;
            auto& answer = answers[running[i]];
            answer.push_back(token);
            if (static_cast<int64_t>(answer.size()) < options.maxNewTokens) {
                keep.push_back(static_cast<int64_t>(i));
                next.push_back(token);
                still.push_back(running[i]);
            }
        }
        if (still.empty())
            return answers;
        running = std::move(still);
        if (options.stepStarts)
            options.stepStarts(running);
        prepareNext(cache, keep);
        const auto stepLayout = packStep(model, cache);
        auto embedded = embedTokens(model, at::tensor(next, at::kLong), -1, {});
        logits =
            decode(model, std::move(embedded), stepLayout, &cache, DecoderRows::All, DecoderRows::All, pass, progress);
        for (auto* values : {&cache.lengths, &cache.positions})
            for (auto& value : *values)
                ++value;
    }
}

at::Tensor promptLogits(const Model& model, const GenerationInput& input, int64_t imageToken, const Pass& pass)
{
    Packed packed;
    GenerationOptions options;
    options.imageToken = imageToken;
    auto x = prefillEmbeddings(model, std::span(&input, 1), options, pass, {}, packed);
    return rowsToTokens(packed,
                        decode(model, std::move(x), packed, nullptr, DecoderRows::All, DecoderRows::All, pass, {}));
}

}
