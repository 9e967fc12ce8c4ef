// SPDX-License-Identifier: GPL-3.0-or-later
#include "answering/questions.h"

#include <algorithm>
#include <new>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/cat.h>
#include <fmt/core.h>

#include "base/parallel.h"
#include "files/spool.h"
#include "image/image.h"
#include "image/imageroute.h"
#include "tasks/prompts.h"

namespace quantscope {
namespace {

constexpr int mostTilesTogether = 64; // VLMEvalKit's total_max_num

RowError rowError(const Question& question, const std::string& message)
{
    return RowError({question.line, question.index, message});
}

std::string nameOfImage(const Question& question, size_t image)
{
    return question.images.size() > 1 ? fmt::format("image {}", image + 1) : "the image";
}

int64_t stretched(int64_t positions, double factor)
{
    constexpr double most = 1e15;
    return static_cast<int64_t>(std::min(static_cast<double>(positions) * std::max(1.0, factor), most));
}

// What f gives; its errors are those of the question.
template <typename F> auto askedOf(const Question& question, F f)
{
    try {
        return f();
    } catch (const RowError&) {
        throw;
    } catch (const Error& error) {
        throw rowError(question, error.what());
    } catch (const std::bad_alloc&) {
        throw rowError(question, "the question with its images does not fit into the memory");
    }
}

at::Tensor pixelsOf(const ModelConfig& config, const TilingRule& rule, const Question& question, size_t image,
                    ImageRoute route)
{
    const auto decoded = decodeImage(*question.images[image], route, nameOfImage(question, image));
    return config.architecture->pixels(config, decoded, rule.tiling(decoded.width, decoded.height, image));
}

GenerationInput prepare(const LoadedModel& loaded, const Benchmark& benchmark, const Question& question,
                        ImageRoute route)
{
    const auto& config = loaded.model.config;
    const auto rule = tilingFor(config, benchmark, question.images.size());
    std::vector<at::Tensor> pixels;
    std::vector<std::vector<TokenGrid>> visual;
    for (size_t i = 0; i < question.images.size(); ++i) {
        pixels.push_back(pixelsOf(config, rule, question, i, route));
        visual.push_back(visualGrids(config, pixels.back()));
        if (pixels.back().sizes().slice(1) != pixels.front().sizes().slice(1))
            throw Error("its images have different sizes, which this model does not take in one question");
    }
    GenerationInput input;
    input.ids = questionTokens(loaded, benchmark, question, visual);
    if (!pixels.empty())
        input.pixels = pixels.size() == 1 ? pixels.front() : at::cat(pixels);
    return input;
}

}

TilingRule tilingFor(const ModelConfig& config, const Benchmark& benchmark, size_t images)
{
    const int share = mostTilesTogether / static_cast<int>(std::clamp<size_t>(images, 1, mostTilesTogether));
    return {config, std::min(mostTilesFor(config, benchmark), share), benchmark.doublesImage};
}

std::string scoredText(const LoadedModel& loaded, const Benchmark& benchmark, const std::string& answer)
{
    const bool isShortened = benchmark.reasoning == Reasoning::FinalAnswer && isReasoningModel(loaded.name);
    return isShortened ? finalAnswerOf(answer) : answer;
}

int64_t longestPrompt(const ModelConfig& config)
{
    const auto& decoder = config.decoder;
    const auto& rope = decoder.rope;
    // Yarn names the length that it stretches, configurations leave the other as it was or have it stretched.
    if (rope.kind == RopeKind::Yarn)
        return std::max(decoder.maxPositions, stretched(rope.originalPositions, rope.factor));
    const bool stretches = rope.kind == RopeKind::Dynamic || rope.kind == RopeKind::Linear;
    return stretches ? stretched(decoder.maxPositions, rope.factor) : decoder.maxPositions;
}

std::vector<int64_t> questionTokens(const LoadedModel& loaded, const Benchmark& benchmark, const Question& question,
                                    ImageGrids visual)
{
    const auto& config = loaded.model.config;
    const auto& architecture = *config.architecture;
    const bool isReasoned = benchmark.reasoning != Reasoning::NotAsked && isReasoningModel(loaded.name);
    const auto text = isReasoned ? reasoningPrompt(question) : benchmark.prompt(question);
    const auto imageToken = imageTokenText(config);
    if (text.find(imageToken) != std::string::npos)
        throw rowError(question, fmt::format("the question itself contains {}", imageToken));
    auto ids = askedOf(question, [&] {
        return loaded.tokenizer.encode(architecture.prompt(config, *loaded.chatTemplate, text, visual));
    });
    const auto images = std::count(ids.begin(), ids.end(), loaded.generation.imageToken);
    if (images != tokensOf(visual))
        throw rowError(question,
                       fmt::format("its prompt has {} {} for {} visual tokens", images, imageToken, tokensOf(visual)));
    const auto count = static_cast<int64_t>(ids.size()), most = longestPrompt(config);
    if (count > most)
        throw rowError(question,
                       fmt::format("the question has {} tokens with its images, the model has positions "
                                   "for {}",
                                   count, most));
    return ids;
}

GenerationInput prepareQuestion(const LoadedModel& loaded, const Benchmark& benchmark, const Question& question,
                                ImageRoute route)
{
    return askedOf(question, [&] { return prepare(loaded, benchmark, question, route); });
}

std::vector<GenerationInput> prepareQuestions(const LoadedModel& loaded, const Dataset& dataset,
                                              std::span<const size_t> rows, int threads, const Progress& progress)
{
    std::vector<GenerationInput> inputs(rows.size());
    WaitingLine pixels(loaded.model.offload, loaded.model.spool);
    parallelFor(static_cast<int64_t>(rows.size()), threads, [&](int64_t i) {
        progress.check();
        const auto index = static_cast<size_t>(i);
        inputs[index] = prepareQuestion(loaded, *dataset.benchmark, dataset.questions.at(rows[index]), dataset.images);
        inputs[index].pixels = pixels.take(inputs[index].pixels);
    });
    return inputs;
}

std::vector<PreparedQuestion> tryQuestions(const LoadedModel& loaded, const Dataset& dataset,
                                           std::span<const size_t> rows, int threads, const Progress& progress)
{
    std::vector<PreparedQuestion> prepared(rows.size());
    WaitingLine pixels(loaded.model.offload, loaded.model.spool);
    parallelFor(static_cast<int64_t>(rows.size()), threads, [&](int64_t i) {
        progress.check();
        auto& [input, problem] = prepared[static_cast<size_t>(i)];
        try {
            input = prepareQuestion(loaded, *dataset.benchmark, dataset.questions.at(rows[static_cast<size_t>(i)]),
                                    dataset.images);
            input.pixels = pixels.take(input.pixels);
        } catch (const RowError& error) {
            problem = error.problem().message;
        }
    });
    return prepared;
}

std::vector<size_t> usableRows(const LoadedModel& loaded, const Dataset& dataset, std::span<const size_t> rows,
                               int threads, std::vector<RowProblem>& problems, const Progress& progress)
{
    std::vector<std::string> found(rows.size());
    parallelFor(static_cast<int64_t>(rows.size()), threads, [&](int64_t i) {
        progress.check();
        try {
            prepareQuestion(loaded, *dataset.benchmark, dataset.questions.at(rows[static_cast<size_t>(i)]),
                            dataset.images);
        } catch (const RowError& error) {
            found[static_cast<size_t>(i)] = error.problem().message;
        }
    });
    std::vector<size_t> usable;
    for (size_t i = 0; i < rows.size(); ++i) {
        const auto& question = dataset.questions[rows[i]];
        if (found[i].empty())
            usable.push_back(rows[i]);
        else
            problems.push_back({question.line, question.index, found[i]});
    }
    return usable;
}

}
