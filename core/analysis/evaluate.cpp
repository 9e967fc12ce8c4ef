#include "analysis/evaluate.h"

#include <algorithm>
#include <atomic>
#include <mutex>

#include <ATen/ATen.h>

#include "model/questions.h"
#include "base/parallel.h"

namespace quantscope {
namespace {

using Batch = std::vector<size_t>; // rows

std::vector<Batch> makeBatches(size_t count, size_t perBatch)
{
    std::vector<Batch> batches;
    for (size_t row = 0; row < count; ++row) {
        if (row % perBatch == 0)
            batches.emplace_back();
        batches.back().push_back(row);
    }
    return batches;
}

std::vector<Prediction> answerBatch(const Bundle& bundle, const Model& model, const Dataset& dataset, const Batch& batch,
                                    const GenerationOptions& generation, const Progress& progress)
{
    const auto tiling = tilingFor(bundle.model.config, dataset.name);
    std::vector<GenerationInput> inputs;
    for (const size_t row : batch)
        inputs.push_back(prepareQuestion(bundle, dataset.questions[row], tiling));
    const auto answers = generate(model, inputs, generation, plainPass(model), progress);
    std::vector<Prediction> done;
    for (size_t i = 0; i < batch.size(); ++i) {
        const auto& question = dataset.questions[batch[i]];
        Prediction prediction{batch[i], question.index, bundle.tokenizer.decode(answers[i]),
                              static_cast<int64_t>(answers[i].size()), 0};
        prediction.hit = scoreAnswer(dataset.metric, question.category, question.answers, prediction.text);
        done.push_back(std::move(prediction));
    }
    return done;
}

size_t questionsPerBatch(const Bundle& bundle, const Model& model, int64_t tokensPerBatch)
{
    if (mixesSamples(model))
        return 1;
    const int64_t typical = 2 * bundle.model.config.tokensPerTile() + 40;
    return static_cast<size_t>(std::clamp<int64_t>(tokensPerBatch / typical, 1, 64));
}

}

bool mixesSamples(const Model& model)
{
    return std::any_of(model.linears.begin(), model.linears.end(), [](const Linear& linear) {
        return linear.input.mode == ActivationMode::Dynamic &&
               linear.input.format.granularity == ActivationGranularity::Tensor;
    });
}

Evaluation evaluate(const Bundle& bundle, const Model& model, const Dataset& dataset, const EvaluateOptions& options,
                    const Progress& progress)
{
    const size_t count = options.limit < 0 ? dataset.questions.size()
                                           : std::min(dataset.questions.size(), static_cast<size_t>(options.limit));
    const auto batches = makeBatches(count, questionsPerBatch(bundle, model, options.tokensPerBatch));
    auto generation = bundle.generation;
    if (options.maxNewTokens > 0)
        generation.maxNewTokens = options.maxNewTokens;
    if (mixesSamples(model)) {
        generation.tilesPerChunk = 1 << 20;
        generation.wholePrompt = true;
    }
    Evaluation result;
    result.predictions.resize(count);
    std::atomic<size_t> answered{0};
    std::mutex delivering;
    parallelFor(static_cast<int64_t>(batches.size()), options.threads, [&](int64_t b) {
        progress.check();
        const auto& batch = batches[static_cast<size_t>(b)];
        const auto known = options.recall ? options.recall(batch) : nullptr;
        const auto done = known ? *known : answerBatch(bundle, model, dataset, batch, generation, progress);
        for (size_t i = 0; i < batch.size(); ++i)
            result.predictions[batch[i]] = done.at(i);
        const size_t total = answered += batch.size();
        const std::lock_guard lock(delivering);
        if (options.batchDone)
            options.batchDone(done, known != nullptr);
        progress.step(double(total) / double(count), "answer questions");
    });
    std::vector<ScoredAnswer> scored;
    for (const auto& prediction : result.predictions)
        scored.push_back({dataset.questions[prediction.row].category, prediction.hit});
    result.score = summarize(dataset.metric, scored);
    return result;
}

}
