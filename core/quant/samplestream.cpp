#include "quant/samplestream.h"

#include <ATen/ATen.h>

namespace quantscope {

SampleStream startStream(const Model& model, std::span<const GenerationInput> samples, int64_t tilesPerChunk)
{
    SampleStream stream;
    std::vector<at::Tensor> waiting;
    int64_t tiles = 0;
    const auto flush = [&] {
        if (!waiting.empty())
            stream.vision.push_back(at::cat(waiting).to(model.device(), model.dtype()));
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

void enterDecoder(SampleStream& stream, const Model& model, std::span<const GenerationInput> samples, int64_t imageToken,
                  const Chunks& visual, int64_t tokensPerChunk)
{
    std::vector<at::Tensor> flat;
    for (const auto& part : visual)
        flat.push_back(part.reshape({-1, part.size(-1)}));
    const auto all = flat.empty() ? at::Tensor() : at::cat(flat);
    const int64_t perTile = model.config.tokensPerTile();
    std::vector<int64_t> ids, lengths;
    int64_t row = 0, chunkRows = 0;
    const auto flush = [&] {
        if (lengths.empty())
            return;
        const auto tokens = at::tensor(ids, at::kLong);
        const auto images = chunkRows > 0 ? all.narrow(0, row - chunkRows, chunkRows) : at::Tensor();
        stream.decoder.push_back(embedTokens(model, tokens, imageToken, images));
        stream.packed.push_back(packSequences(model, lengths, tokens.eq(imageToken)));
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
