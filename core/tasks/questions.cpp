// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/questions.h"

#include <algorithm>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <fmt/core.h>

#include "base/parallel.h"
#include "image/image.h"

namespace quantscope {

TilingRule tilingFor(const ModelConfig& config, const Benchmark& benchmark)
{
    return {config, benchmark.maxTiles};
}

std::vector<int64_t> questionTokens(const Bundle& bundle, const Benchmark& benchmark, const Question& question,
                                    TokenGrids visual)
{
    const auto& config = bundle.model.config;
    const auto& architecture = *config.architecture;
    const auto prompt = architecture.prompt(config, *bundle.chatTemplate, benchmark.prompt(question), visual);
    auto ids = bundle.tokenizer.encode(prompt);
    const auto images = std::count(ids.begin(), ids.end(), bundle.generation.imageToken);
    if (images != tokensOf(visual))
        throw Error(fmt::format("row {}: the question itself contains {}", question.index, architecture.imageToken));
    return ids;
}

GenerationInput prepareQuestion(const Bundle& bundle, const Benchmark& benchmark, const Question& question)
{
    const auto& config = bundle.model.config;
    GenerationInput input;
    if (question.image) {
        const auto image = decodeImage(*question.image, fmt::format("the image of row {}", question.index));
        const auto tiling = tilingFor(config, benchmark).tiling(image.width, image.height);
        input.pixels = config.architecture->pixels(config, image, tiling);
    }
    input.ids = questionTokens(bundle, benchmark, question, visualGrids(config, input.pixels));
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
