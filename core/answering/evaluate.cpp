// SPDX-License-Identifier: GPL-3.0-or-later
#include "answering/evaluate.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <numeric>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <c10/core/DeviceGuard.h>

#include "answering/questions.h"
#include "base/parallel.h"
#include "model/outline.h"
#include "tasks/chosenmetric.h"

namespace quantscope {
namespace {

using Batch = std::vector<size_t>; // rows

constexpr int64_t tokensPerGpuBatch = 16384;
constexpr int64_t tilesPerGpuChunk = 32;

std::vector<size_t> rowsToAsk(const Dataset& dataset, const EvaluateOptions& options)
{
    if (options.rows)
        return *options.rows;
    const size_t all = dataset.questions.size();
    std::vector<size_t> rows(options.limit < 0 ? all : std::min(all, static_cast<size_t>(options.limit)));
    std::iota(rows.begin(), rows.end(), size_t(0));
    return rows;
}

std::vector<Batch> makeBatches(const std::vector<size_t>& rows, size_t perBatch)
{
    std::vector<Batch> batches;
    for (size_t i = 0; i < rows.size(); ++i) {
        if (i % perBatch == 0)
            batches.emplace_back();
        batches.back().push_back(rows[i]);
    }
    return batches;
}

// Those that have no answer in `known`, which tells rows apart by itself.
Batch without(const Batch& batch, const std::vector<Prediction>& known)
{
    Batch rest;
    for (const size_t row : batch)
        if (std::none_of(known.begin(), known.end(), [row](const Prediction& each) { return each.row == row; }))
            rest.push_back(row);
    return rest;
}

// Lends every worker the copy of the model that the fewest others use.
class Copies
{
public:
    explicit Copies(std::span<const Model> models)
        : m_models(models)
        , m_users(models.size())
    {
    }

    size_t take()
    {
        const std::lock_guard lock(m_mutex);
        const auto least = std::min_element(m_users.begin(), m_users.end());
        ++*least;
        return static_cast<size_t>(least - m_users.begin());
    }

    void giveBack(size_t index)
    {
        const std::lock_guard lock(m_mutex);
        --m_users[index];
    }

    const Model& operator[](size_t index) const
    {
        return m_models[index];
    }

private:
    std::span<const Model> m_models;
    std::vector<int> m_users;
    std::mutex m_mutex;
};

struct Lease
{
    explicit Lease(Copies& all)
        : copies(all)
        , index(all.take())
    {
    }
    ~Lease()
    {
        copies.giveBack(index);
    }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;

    Copies& copies;
    size_t index;
};

// On a GPU two workers take turns: one prepares its questions while the other's are answered.
struct Workers
{
    int count = 1, preparing = 1; // `preparing` threads inside each
};

Workers workersFor(std::span<const Model> copies, int threads)
{
    if (copies.front().device().is_cpu())
        return {std::max(threads, static_cast<int>(copies.size())), 1};
    const int count = 2 * static_cast<int>(copies.size());
    return {count, std::max(1, threads / count)};
}

// Gives every prompt its part of the embeddings of all, which are made here unless they are cached.
void addVisual(const Model& model, std::vector<GenerationInput>& inputs, const Batch& batch,
               const EvaluateOptions& options, const GenerationOptions& generation, const Progress& progress)
{
    auto visual = options.lookupVisual(batch);
    if (!visual.defined()) {
        visual = visualEmbeddings(model, inputs, generation.tilesPerChunk, plainPass(model, splitThreads()), progress);
        if (!visual.defined())
            return;
        options.visualDone(batch, visual);
    }
    int64_t row = 0;
    for (auto& input : inputs) {
        if (!input.pixels.defined())
            continue;
        const int64_t count = tokensOf(visualGrids(model.config, input.pixels));
        input.visual = visual.narrow(0, row, count);
        row += count;
    }
}

std::vector<std::vector<int64_t>> answersTo(Copies& copies, const Batch& asked, std::vector<GenerationInput> inputs,
                                            const EvaluateOptions& options, const GenerationOptions& generation,
                                            const Progress& progress)
{
    if (inputs.empty())
        return {};
    const Lease lease(copies);
    const Model& model = copies[lease.index];
    const c10::DeviceGuard device(model.device());
    if (options.lookupVisual)
        addVisual(model, inputs, asked, options, generation, progress);
    return generate(model, inputs, generation, plainPass(model, splitThreads()), progress);
}

std::vector<Prediction> answerBatch(const LoadedModel& loaded, Copies& copies, const Dataset& dataset,
                                    const Batch& batch, const EvaluateOptions& options,
                                    const GenerationOptions& generation, int preparing, const Progress& progress)
{
    auto prepared = tryQuestions(loaded, dataset, batch, preparing, progress);
    std::vector<GenerationInput> inputs;
    Batch asked;
    for (size_t i = 0; i < batch.size(); ++i)
        if (prepared[i].problem.empty()) {
            inputs.push_back(std::move(prepared[i].input));
            asked.push_back(batch[i]);
        }
    const auto answers = answersTo(copies, asked, std::move(inputs), options, generation, progress);
    std::vector<Prediction> done;
    for (size_t i = 0, next = 0; i < batch.size(); ++i) {
        const auto& question = dataset.questions[batch[i]];
        Prediction prediction{batch[i], question.index, {}, 0, 0, std::move(prepared[i].problem), false};
        if (prediction.problem.empty()) {
            const auto& answer = answers[next++];
            prediction.text = scoredText(loaded, *dataset.benchmark, answerText(loaded, answer));
            prediction.tokens = static_cast<int64_t>(answer.size());
        }
        scoreAnswer(dataset, prediction);
        done.push_back(std::move(prediction));
    }
    return done;
}

// Its batches that are too few for all threads share them; few questions are asked one by one, so that the threads are
// used evenly and the first answer comes early.
bool isLarge(const LoadedModel& loaded)
{
    constexpr double least = 1e8; // weights
    return loaded.model.device().is_cpu() && outlineOf(loaded.model).elements > least;
}

size_t questionsPerBatch(const LoadedModel& loaded, const Model& model, bool large, size_t questions,
                         int64_t tokensPerBatch)
{
    constexpr size_t few = 8;
    if (mixesSamples(model) || (large && questions <= few))
        return 1;
    const int64_t tokens = tokensPerBatch > 0 ? tokensPerBatch : model.device().is_cpu() ? 2048 : tokensPerGpuBatch;
    const int64_t typical = 2 * tokensPerTile(loaded.model.config) + 40;
    return static_cast<size_t>(std::clamp<int64_t>(tokens / typical, 1, 64));
}

GenerationOptions generationFor(const LoadedModel& loaded, const Model& model, const EvaluateOptions& options)
{
    auto generation = loaded.generation;
    if (options.maxNewTokens > 0)
        generation.maxNewTokens = options.maxNewTokens;
    if (!model.device().is_cpu())
        generation.tilesPerChunk = tilesPerGpuChunk;
    if (mixesSamples(model)) {
        generation.tilesPerChunk = 1 << 20;
        generation.wholePrompt = true;
    }
    return generation;
}

// How many rows did not load of those that would have been asked as well: where the first questions are asked, those
// before the end of them. Nobody knows what else a subset would have chosen.
int64_t rowsNotLoaded(const Dataset& dataset, std::span<const Prediction> predictions)
{
    const size_t questions = predictions.size();
    if (questions >= dataset.questions.size())
        return static_cast<int64_t>(dataset.problems.size());
    if (std::any_of(predictions.begin(), predictions.end(),
                    [questions](const Prediction& each) { return each.row >= questions; }))
        return 0;
    const int64_t end = dataset.questions[questions].line;
    return std::count_if(dataset.problems.begin(), dataset.problems.end(),
                         [&](const RowProblem& problem) { return problem.line < end; });
}

std::vector<RowProblem> problemsOf(const Dataset& dataset, const std::vector<Prediction>& predictions)
{
    const auto notLoaded = rowsNotLoaded(dataset, predictions);
    std::vector<RowProblem> problems(dataset.problems.begin(), dataset.problems.begin() + notLoaded);
    for (const auto& prediction : predictions)
        if (!prediction.problem.empty())
            problems.push_back({dataset.questions[prediction.row].line, prediction.index, prediction.problem});
    std::stable_sort(problems.begin(), problems.end(),
                     [](const RowProblem& a, const RowProblem& b) { return a.line < b.line; });
    return problems;
}

// Kept answers of questions that could not be scored then, for want of a rule or of packages.
std::vector<Prediction> withLateScores(const Dataset& dataset, std::vector<Prediction> answers)
{
    for (auto& prediction : answers)
        if (!prediction.isScored)
            scoreAnswer(dataset, prediction);
    return answers;
}

}

Evaluation evaluate(const LoadedModel& loaded, const Model& model, const Dataset& dataset,
                    const EvaluateOptions& options, const Progress& progress)
{
    return evaluate(loaded, std::span(&model, 1), dataset, options, progress);
}

Evaluation evaluate(const LoadedModel& loaded, std::span<const Model> copies, const Dataset& dataset,
                    const EvaluateOptions& options, const Progress& progress)
{
    const Model& model = copies.front();
    const auto rows = rowsToAsk(dataset, options);
    const bool large = isLarge(loaded);
    const auto batches =
        makeBatches(rows, questionsPerBatch(loaded, model, large, rows.size(), options.tokensPerBatch));
    const auto generation = generationFor(loaded, model, options);
    const auto workers = workersFor(copies, options.threads);
    Copies shared(copies);
    Evaluation result;
    std::vector<Prediction> byRow(dataset.questions.size());
    std::atomic<size_t> answered{0};
    std::mutex delivering;
    const auto forBatches = large ? parallelForShared : parallelFor;
    forBatches(static_cast<int64_t>(batches.size()), workers.count, [&](int64_t b) {
        progress.check();
        const auto& batch = batches[static_cast<size_t>(b)];
        const auto known = withLateScores(dataset, options.lookup ? options.lookup(batch) : std::vector<Prediction>());
        const auto rest = without(batch, known);
        const auto fresh = rest.empty()
            ? std::vector<Prediction>()
            : answerBatch(loaded, shared, dataset, rest, options, generation, workers.preparing, progress);
        for (const auto* part : {&known, &fresh})
            for (const auto& prediction : *part) {
                byRow.at(prediction.row) = prediction;
                if (options.strict && !prediction.problem.empty())
                    throw RowError({dataset.questions[prediction.row].line, prediction.index, prediction.problem});
            }
        const size_t total = answered += batch.size();
        const std::lock_guard lock(delivering);
        for (const auto* part : {&known, &fresh})
            if (options.batchDone && !part->empty())
                options.batchDone(*part, part == &known);
        progress.step(double(total) / double(rows.size()), "answer questions");
    });
    auto inOrder = rows;
    std::sort(inOrder.begin(), inOrder.end());
    for (const size_t row : inOrder)
        result.predictions.push_back(std::move(byRow[row]));
    result.problems = problemsOf(dataset, result.predictions);
    result.score = scoreOf(dataset, result.predictions);
    return result;
}

void scoreAnswer(const Dataset& dataset, Prediction& prediction)
{
    const auto& question = dataset.questions.at(prediction.row);
    const auto& metric = metricOf(dataset);
    prediction.isScored = prediction.problem.empty() && canScore(metric, question);
    prediction.score = prediction.isScored ? metric.score(question, prediction.text) : 0;
}

Score scoreOf(const Dataset& dataset, std::span<const Prediction> predictions)
{
    std::vector<ScoredAnswer> scored;
    int64_t failed = 0;
    for (const auto& prediction : predictions) {
        failed += prediction.problem.empty() ? 0 : 1;
        if (prediction.isScored)
            scored.push_back({&dataset.questions[prediction.row], prediction.score, prediction.text});
    }
    auto score = summarize(metricOf(dataset), scored);
    score.unscored = static_cast<int64_t>(predictions.size() - scored.size()) - failed;
    score.failed = failed + rowsNotLoaded(dataset, predictions);
    return score;
}

}
