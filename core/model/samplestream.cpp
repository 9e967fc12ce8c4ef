// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/samplestream.h"

#include <algorithm>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/tensor.h>

#include "files/spool.h"
#include "model/architectures/architecture.h"

namespace quantscope {
namespace {

// Rows [from, from + count) of all chunks one after the other.
at::Tensor rowsOf(const Chunks& chunks, int64_t from, int64_t count)
{
    std::vector<at::Tensor> parts;
    for (const auto& chunk : chunks) {
        const auto flat = chunk.reshape({-1, chunk.size(-1)});
        const int64_t first = std::clamp<int64_t>(from, 0, flat.size(0));
        const int64_t last = std::clamp<int64_t>(from + count, 0, flat.size(0));
        if (last > first)
            parts.push_back(flat.narrow(0, first, last - first));
        from -= flat.size(0);
    }
    return at::cat(parts);
}

bool sameSize(const at::Tensor& a, const at::Tensor& b)
{
    return a.sizes().slice(1) == b.sizes().slice(1);
}

// Prompts that enter the decoder in one chunk.
struct Group
{
    std::vector<int64_t> ids, lengths;
    std::vector<TokenGrid> visual;
};

}

SampleStream startPrompts(const Model& model, std::span<const GenerationInput> samples, const StreamOptions& options)
{
    SampleStream stream;
    stream.options = options;
    for (const auto& sample : samples)
        stream.prompts.push_back({sample.ids, visualGrids(model.config, sample.pixels)});
    return stream;
}

SampleStream startStream(const Model& model, std::span<const GenerationInput> samples, const StreamOptions& options)
{
    auto stream = startPrompts(model, samples, options);
    std::vector<at::Tensor> parts;
    int64_t tiles = 0;
    WaitingLine line(model.offload, model.spool);
    const auto flush = [&] {
        if (!parts.empty())
            stream.vision.push_back(line.take(at::cat(parts).to(model.device(), model.dtype())));
        parts.clear();
        tiles = 0;
    };
    for (const auto& sample : samples) {
        if (!sample.pixels.defined())
            continue;
        for (const auto& part : sample.pixels.split(options.tilesPerChunk)) {
            const bool fits = parts.empty() || sameSize(part, parts.front());
            if (tiles + part.size(0) > options.tilesPerChunk || !fits)
                flush();
            parts.push_back(part);
            tiles += part.size(0);
        }
    }
    flush();
    return stream;
}

void enterDecoder(const Model& model, SampleStream& stream)
{
    Group group;
    int64_t row = 0;
    WaitingLine line(model.offload, model.spool);
    const auto flush = [&] {
        if (group.lengths.empty())
            return;
        const auto tokens = at::tensor(group.ids, at::kLong);
        const int64_t count = tokensOf(group.visual);
        const auto visual = count > 0 ? rowsOf(stream.vision, row - count, count) : at::Tensor();
        stream.packed.push_back(
            packSequences(model, group.lengths, tokens.eq(stream.options.imageToken), group.visual));
        const auto embedded = embedTokens(model, tokens, stream.options.imageToken, visual);
        stream.decoder.push_back(line.take(tokensToRows(stream.packed.back(), embedded)));
        group = {};
    };
    for (const auto& prompt : stream.prompts) {
        if (static_cast<int64_t>(group.ids.size() + prompt.ids.size()) > stream.options.tokensPerChunk)
            flush();
        group.ids.insert(group.ids.end(), prompt.ids.begin(), prompt.ids.end());
        group.lengths.push_back(static_cast<int64_t>(prompt.ids.size()));
        group.visual.insert(group.visual.end(), prompt.visual.begin(), prompt.visual.end());
        row += tokensOf(prompt.visual);
    }
    flush();
    stream.vision.clear();
}

}
