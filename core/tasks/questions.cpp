// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/questions.h"

#include <algorithm>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <fmt/core.h>

#include "base/parallel.h"
#include "image/imageroute.h"

namespace quantscope {

TilingRule tilingFor(const ModelConfig& config, const Benchmark& benchmark)
{
    return {config, benchmark.maxTiles};
}

std::vector<int64_t> questionTokens(const LoadedModel& loaded, const Benchmark& benchmark, const Question& question,
                                    TokenGrids visual)
{
    const auto& config = loaded.model.config;
    const auto& architecture = *config.architecture;
    const auto prompt = architecture.prompt(config, *loaded.chatTemplate, benchmark.prompt(question), visual);
    auto ids = loaded.tokenizer.encode(prompt);
    const auto images = std::count(ids.begin(), ids.end(), loaded.generation.imageToken);
    if (images != tokensOf(visual))
        throw Error(fmt::format("row {}: the question itself contains {}", question.index, architecture.imageToken));
    return ids;
}

GenerationInput prepareQuestion(const LoadedModel& loaded, const Benchmark& benchmark, const Question& question,
                                ImageRoute route)
{
    const auto& config = loaded.model.config;
    GenerationInput input;
    if (question.image) {
        const auto image = decodeImage(*question.image, route, fmt::format("the image of row {}", question.index));
        const auto tiling = tilingFor(config, benchmark).tiling(image.width, image.height);
        input.pixels = config.architecture->pixels(config, image, tiling);
    }
    input.ids = questionTokens(loaded, benchmark, question, visualGrids(config, input.pixels));
    return input;
}

std::vector<GenerationInput> prepareQuestions(const LoadedModel& loaded, const Dataset& dataset,
                                              std::span<const size_t> rows, int threads, const Progress& progress)
{
    std::vector<GenerationInput> inputs(rows.size());
    parallelFor(static_cast<int64_t>(rows.size()), threads, [&](int64_t i) {
        progress.check();
        const auto index = static_cast<size_t>(i);
        inputs[index] = prepareQuestion(loaded, *dataset.benchmark, dataset.questions.at(rows[index]), dataset.images);
        inputs[index].pixels = kept(loaded.model, inputs[index].pixels);
    });
    return inputs;
}

}
