// SPDX-License-Identifier: GPL-3.0-or-later
#include "quant/samplestream.h"

#include <algorithm>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/tensor.h>

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

}

SampleStream startStream(const Model& model, std::span<const GenerationInput> samples, int64_t tilesPerChunk)
{
    SampleStream stream;
    std::vector<at::Tensor> waiting;
    int64_t tiles = 0;
    const auto flush = [&] {
        if (!waiting.empty())
            stream.vision.push_back(kept(model, at::cat(waiting).to(model.device(), model.dtype())));
        waiting.clear();
        tiles = 0;
    };
    for (const auto& sample : samples) {
        stream.tilesOfSample.push_back(sample.pixels.defined() ? sample.pixels.size(0) : 0);
        if (!sample.pixels.defined())
            continue;
        for (const auto& part : sample.pixels.split(tilesPerChunk)) {
            if (tiles + part.size(0) > tilesPerChunk)
                flush();
            waiting.push_back(part);
            tiles += part.size(0);
        }
    }
    flush();
    return stream;
}

void enterDecoder(SampleStream& stream, const Model& model, std::span<const GenerationInput> samples,
                  int64_t imageToken, const Chunks& visual, int64_t tokensPerChunk)
{
    const int64_t perTile = model.config.tokensPerTile();
    std::vector<int64_t> ids, lengths;
    int64_t row = 0, chunkRows = 0;
    const auto flush = [&] {
        if (lengths.empty())
            return;
        const auto tokens = at::tensor(ids, at::kLong);
        const auto images = chunkRows > 0 ? rowsOf(visual, row - chunkRows, chunkRows) : at::Tensor();
        stream.packed.push_back(packSequences(model, lengths, tokens.eq(imageToken)));
        const auto rows = tokensToRows(stream.packed.back(), embedTokens(model, tokens, imageToken, images));
        stream.decoder.push_back(kept(model, rows));
        ids.clear();
        lengths.clear();
        chunkRows = 0;
    };
    for (size_t i = 0; i < samples.size(); ++i) {
        const auto& sample = samples[i];
        if (static_cast<int64_t>(ids.size() + sample.ids.size()) > tokensPerChunk)
            flush();
        ids.insert(ids.end(), sample.ids.begin(), sample.ids.end());
        lengths.push_back(static_cast<int64_t>(sample.ids.size()));
        const int64_t rows = stream.tilesOfSample[i] * perTile;
        row += rows;
        chunkRows += rows;
    }
    flush();
}

}
