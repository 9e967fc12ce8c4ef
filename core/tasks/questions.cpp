// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/questions.h"

#include <algorithm>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <fmt/core.h>

#include "base/parallel.h"
#include "image/image.h"

namespace quantscope {

TilingOptions tilingFor(const ModelConfig& config, const Benchmark& benchmark)
{
    TilingOptions options;
    options.minTiles = static_cast<int>(config.minTiles);
    options.maxTiles = config.dynamicTiles ? benchmark.maxTiles : 1;
    options.tileSize = static_cast<int>(config.tileSize);
    options.useThumbnail = config.useThumbnail;
    return options;
}

std::vector<int64_t> questionTokens(const Bundle& bundle, const Benchmark& benchmark, const Question& question,
                                    int64_t tiles)
{
    const auto& config = bundle.model.config;
    const auto prompt = buildPrompt(config, *bundle.chatTemplate, benchmark.prompt(question), tiles);
    auto ids = bundle.tokenizer.encode(prompt);
    const auto images = std::count(ids.begin(), ids.end(), bundle.generation.imageToken);
    if (images != tiles * config.tokensPerTile())
        throw Error(fmt::format("row {}: the question itself contains {}", question.index, imageContextToken));
    return ids;
}

GenerationInput prepareQuestion(const Bundle& bundle, const Benchmark& benchmark, const Question& question)
{
    GenerationInput input;
    if (!question.image) {
        input.ids = questionTokens(bundle, benchmark, question, 0);
        return input;
    }
    const auto image = decodeImage(*question.image, fmt::format("the image of row {}", question.index));
    const auto tiling = chooseTiling(image.width, image.height, tilingFor(bundle.model.config, benchmark));
    input.ids = questionTokens(bundle, benchmark, question, tiling.count());
    input.pixels = normalizeTiles(cutTiles(image, tiling));
    return input;
}

std::vector<GenerationInput> prepareQuestions(const Bundle& bundle, const Dataset& dataset,
                                              std::span<const size_t> rows, int threads, const Progress& progress)
{
    std::vector<GenerationInput> inputs(rows.size());
    parallelFor(static_cast<int64_t>(rows.size()), threads, [&](int64_t i) {
        progress.check();
        const auto index = static_cast<size_t>(i);
        inputs[index] = prepareQuestion(bundle, *dataset.benchmark, dataset.questions.at(rows[index]));
        inputs[index].pixels = kept(bundle.model, inputs[index].pixels);
    });
    return inputs;
}

}
