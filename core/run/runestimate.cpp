// SPDX-License-Identifier: GPL-3.0-or-later
// What a run needs, estimated from shapes.
//
// Memory = what is held from beginning to end (weights) + the largest of the steps that come one after the other
// (transforms, weight quantization, calibration, layer errors, answers). A step's part is counted in numbers per tile
// or token that wait at its worst moment, as quant/quantize.cpp, quant/layererrors.cpp and analysis/evaluate.cpp hold
// them. Time = multiplications of all forward passes, Hessians and factorizations / speed; one-token steps read each
// weight for little work and run at a fraction of it.

#include "run/runestimate.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <numeric>
#include <optional>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/ones.h>

#include "answering/questions.h"
#include "base/parallel.h"
#include "checkpoint/loadedmodel.h"
#include "files/spool.h"
#include "image/image.h"
#include "model/architectures/architecture.h"
#include "quant/quantize.h"

namespace quantscope {
namespace {

constexpr double programBytes = 150e6; // LibTorch, code, data files
constexpr double stepSpeed = 0.1; // one-token steps, as a share of the speed of large products
constexpr double partRows = 1 << 14; // rows of a wide weight that are worked on at a time
constexpr double tilesInChunk = 8, chunksInMemory = 4, samplesPerWave = 8; // defaults of the stages' options
constexpr double waitingKinds = 3; // pixels, the stream, the inputs of a layer
constexpr double tokensPerBatch = 2048, tilesAtOnce = 4;
constexpr double profiledByFloat = 8; // calibration questions
constexpr double roundingOperations = 400; // that rounding one weight to its grid is worth

double elements(const Layer& layer)
{
    return static_cast<double>(layer.in) * static_cast<double>(layer.out);
}

// Shapes as floating-point numbers, so that no product overflows.
struct Shapes
{
    double visionTokens, visionWidth, visionMlp, visionBlocks, visionHeads, pixels;
    double width, mlp, blocks, heads, headSize, kvHeads, vocabulary, tokensPerTile;
    double textTokens; // of a usual question

    Shapes(const ModelConfig& c, const TextCounts& text)
        : textTokens(text.mean)
    {
        const double side = static_cast<double>(c.tileSize / c.vision.patchSize);
        visionTokens = 1 + side * side;
        visionWidth = static_cast<double>(c.vision.width);
        visionMlp = static_cast<double>(c.vision.mlpWidth);
        visionBlocks = static_cast<double>(c.visionBlocksUsed());
        visionHeads = static_cast<double>(c.vision.heads);
        pixels = static_cast<double>(c.vision.channels * c.tileSize * c.tileSize);
        width = static_cast<double>(c.decoder.width);
        mlp = static_cast<double>(c.decoder.mlpWidth);
        blocks = static_cast<double>(c.decoder.blocks);
        heads = static_cast<double>(c.decoder.heads);
        headSize = static_cast<double>(c.decoder.headSize);
        kvHeads = static_cast<double>(c.decoder.kvHeads);
        vocabulary = static_cast<double>(c.decoder.vocabulary);
        tokensPerTile = static_cast<double>(quantscope::tokensPerTile(c));
    }

    double tokens(double tiles) const
    {
        return tiles * tokensPerTile + textTokens;
    }
};

class Estimator
{
public:
    explicit Estimator(const RunWorkload& workload)
        : m(workload)
        , s(workload.outline.config, workload.text)
        , number(workload.computeBytes)
    {
        for (size_t i = 0; i < m.outline.layers.size(); ++i) {
            const auto& layer = m.outline.layers[i];
            const bool quantized = m.quantizes && m.plan.schemes[i].quantizesWeight();
            m_quantized += quantized ? elements(layer) : 0;
            m_transformed += m.quantizes && transforms(layer) ? elements(layer) : 0;
            if (layer.role != Role::Head)
                m_largest = std::max(m_largest, elements(layer));
            if (quantized)
                m_widestInput = std::max(m_widestInput, static_cast<double>(layer.in));
        }
        if (m.quantizes && m.recipe.llm.rotate)
            m_transformed += s.vocabulary * s.width;
        m_gptq = m.quantizes && needsHessians(m.plan);
    }

    RunEstimate finish()
    {
        held();
        largestStep();
        RunEstimate e;
        e.memory = std::move(m_memory);
        e.disk = std::move(m_disk);
        for (const auto& part : e.memory)
            e.memoryBytes += part.bytes;
        for (const auto& part : e.disk)
            e.diskBytes += part.bytes;
        e.mappedBytes = m_mapped + e.diskBytes;
        if (m.gflops > 0)
            e.stages = m.onlyWeights ? weightStages() : stages();
        for (auto& stage : e.stages) {
            stage.seconds /= m.gflops * 1e9;
            e.seconds += stage.seconds;
        }
        return e;
    }

private:
    // Layers whose weights change before they are quantized.
    bool transforms(const Layer& layer) const
    {
        const auto& tower = m.recipe.tower(layer.tower);
        const bool scaled =
            layer.tower == Tower::Vision && (layer.role == Role::AttentionOutput || layer.role == Role::MlpDown);
        return tower.fuseNorms || tower.rotate || scaled || (tower.onlineHadamard && takesOnlineHadamard(layer));
    }

    void held()
    {
        const double all = m.outline.elements;
        m_memory.push_back({"program and libraries", programBytes});
        const bool mapped = m.lowMemory || m.storedBytes == m.computeBytes;
        (mapped ? m_mapped : m_memory.emplace_back(SizedPart{"float weights", 0.0}).bytes) +=
            all * (mapped ? m.storedBytes : m.computeBytes);
        if (m_transformed > 0)
            (m.lowMemory ? m_disk : m_memory).push_back({"transformed weights", m_transformed * number});
        if (m_quantized > 0 && !m.onlyWeights)
            m_memory.push_back({"quantized weights", m_quantized * (m.lowMemory ? 1 : 1 + number)});
    }

    double calibrationSamples(int64_t wanted) const
    {
        return static_cast<double>(std::min(wanted, m.calibrationQuestions));
    }

    void largestStep()
    {
        std::vector<SizedPart> steps;
        if (m.quantizes) {
            const double table = m_transformed > 0 && m.recipe.llm.rotate ? s.vocabulary * s.width * number * 2 : 0;
            steps.push_back(
                {"largest step: transforms",
                 std::max(table + 3 * 8 * std::min(partRows, s.vocabulary) * s.width, m_largest * (2 * number + 24))});
            steps.push_back({"largest step: rounding", m_largest * (4 * number + 8)});
        }
        if (m.quantizes && !m.onlyWeights) {
            if (m_gptq)
                steps.push_back({"largest step: GPTQ", gptqBytes()});
            if (anyStatic())
                steps.push_back({"largest step: calibration",
                                 static_cast<double>(threadsFor(m.recipe.calibration.activationSamples)) *
                                     forwardBytes(static_cast<double>(m.calibrationTiles.largest),
                                                  static_cast<double>(m.calibrationTiles.largest))});
            steps.push_back({"largest step: layer errors", errorBytes()});
        }
        if (!m.onlyWeights)
            steps.push_back({"largest step: answers", answerBytes()});
        m_memory.push_back(*std::max_element(steps.begin(), steps.end(),
                                             [](const SizedPart& a, const SizedPart& b) { return a.bytes < b.bytes; }));
    }

    // Per tile: the stream with the widest input and output of a layer.
    double visionNumbers() const
    {
        return s.visionTokens * (2 * s.visionWidth + std::max(s.visionMlp, 3 * s.visionWidth));
    }

    double decoderNumbers() const
    {
        return 2 * s.width + 2 * s.mlp;
    }

    double attentionBytes(double tokens) const
    {
        return 2.5 * s.heads * tokens * tokens * number;
    }

    double gptqBytes()
    {
        const double tiles = calibrationSamples(m.recipe.calibration.weightSamples) * m.calibrationTiles.mean;
        const double perTile = std::max(visionNumbers() + s.pixels, s.tokensPerTile * decoderNumbers()) * number;
        double waiting = tiles * perTile;
        if (m.lowMemory) {
            const double inMemory = std::min(tiles, tilesInChunk * chunksInMemory);
            m_disk.push_back({"activations that wait", (tiles - inMemory) * perTile + tiles * s.pixels * number});
            waiting = (inMemory + tilesInChunk * m.threads) * perTile;
        } else if (m.spool) {
            const double most =
                waitingKinds * static_cast<double>(m.spool->inMemory) + tilesInChunk * m.threads * perTile;
            const double spooled = std::clamp(waiting - most, 0.0, static_cast<double>(m.spool->onDisk));
            if (spooled > 0)
                m_disk.push_back({"activations that wait", spooled});
            waiting -= spooled;
        }
        const double scores = 2 * s.visionHeads * s.visionTokens * s.visionTokens * number * m.threads;
        return waiting + scores + 6 * m_widestInput * m_widestInput * 4 + m_largest * (4 * number + 8);
    }

    bool anyStatic() const
    {
        return std::any_of(m.plan.schemes.begin(), m.plan.schemes.end(), [](const Scheme& scheme) {
            return scheme.quantizesActivation() && scheme.activationStatic;
        });
    }

    int64_t threadsFor(int64_t samples) const
    {
        return std::clamp<int64_t>(std::min(samples, m.calibrationQuestions), 1, m.threads);
    }

    // One prompt of `tiles` on its way through the model, `together` of its tiles at a time.
    double forwardBytes(double tiles, double together) const
    {
        const double tokens = s.tokens(tiles);
        const double vision = together * (visionNumbers() + s.visionTokens * s.visionMlp) * number +
            2 * s.visionHeads * s.visionTokens * s.visionTokens * number;
        const double decoder = tokens * decoderNumbers() * number + attentionBytes(tokens);
        return std::max(vision, decoder) + tiles * s.pixels * number + onTheFly();
    }

    // Dense weights that a product makes: of the largest layer, or of a part of the head.
    double onTheFly() const
    {
        return m.lowMemory ? std::max(m_largest * (number + 4), std::min(partRows, s.vocabulary) * s.width * number)
                           : 0;
    }

    double errorBytes() const
    {
        const double samples = std::min(samplesPerWave, calibrationSamples(m.recipe.calibration.errorSamples));
        const double perWave = double(1 << 26) / (s.visionTokens * s.visionMlp);
        const double tiles = std::min(samples * m.calibrationTiles.mean,
                                      std::max(perWave, static_cast<double>(m.calibrationTiles.largest)));
        const double vision = tiles * s.visionTokens * (7 * s.visionWidth + 3 * s.visionMlp) * number;
        const double decoder = (tiles * s.tokensPerTile + samples * s.textTokens) * (8 * s.width + 6 * s.mlp) * number;
        const double logits =
            m.threads * 4.0 * std::min(double(1 << 24), s.tokens(m.calibrationTiles.mean) * s.vocabulary) * number;
        return std::max({vision, decoder, logits}) + tiles * s.pixels * number + m.threads * onTheFly();
    }

    double answerBytes() const
    {
        const double perBatch = std::clamp(std::floor(tokensPerBatch / (2 * s.tokensPerTile + 40)), 1.0, 64.0);
        const double questions = static_cast<double>(std::max<int64_t>(1, m.questions));
        const double batches = std::min(static_cast<double>(m.threads), std::ceil(questions / perBatch));
        const double together = std::min(perBatch, questions);
        const double tiles = together * (m.tiles.mean + static_cast<double>(m.tiles.largest)) / 2;
        const double tokens = together * s.tokens(0) + tiles * s.tokensPerTile;
        const double cache = 2 * s.blocks * s.kvHeads * s.headSize * tokens * number;
        const double vision = std::min(tiles, tilesAtOnce) * (visionNumbers() + s.visionTokens * s.visionMlp) * number +
            2 * s.visionHeads * s.visionTokens * s.visionTokens * number;
        const double longest =
            static_cast<double>(m.tiles.largest) * s.tokensPerTile + static_cast<double>(m.text.longest);
        const double decoder = std::max(tokens, longest) * decoderNumbers() * number + attentionBytes(longest);
        // Decoded, and with its rows resized.
        const double picture = 6 * static_cast<double>(m.tiles.largestPixels);
        return batches * (std::max(vision, decoder) + cache + 2 * tiles * s.pixels * number + picture + onTheFly());
    }

    double visionOperations() const
    {
        const double weights = s.visionBlocks * (4 * s.visionWidth * s.visionWidth + 2 * s.visionWidth * s.visionMlp);
        return 2 * s.visionTokens * weights + 4 * s.visionBlocks * s.visionTokens * s.visionTokens * s.visionWidth;
    }

    double decoderWeights() const
    {
        return s.blocks * (2 * s.width * s.headSize * (s.heads + s.kvHeads) + 3 * s.width * s.mlp);
    }

    double forwardOperations(double tiles) const
    {
        const double tokens = s.tokens(tiles);
        return tiles * visionOperations() + 2 * tokens * decoderWeights() + 4 * s.blocks * tokens * tokens * s.width;
    }

    double stepOperations() const
    {
        // Making a dense weight costs about as much as twenty products with it.
        return 2 * (decoderWeights() + s.vocabulary * s.width) * (m.lowMemory ? 20 : 1) / stepSpeed;
    }

    double gptqOperations() const
    {
        const double samples = calibrationSamples(m.recipe.calibration.weightSamples);
        double hessians = 0, solving = 0;
        for (size_t i = 0; i < m.outline.layers.size(); ++i) {
            const auto& layer = m.outline.layers[i];
            if (!m.plan.schemes[i].quantizesWeight())
                continue;
            const double in = static_cast<double>(layer.in), out = static_cast<double>(layer.out);
            const double rows = layer.tower == Tower::Vision ? m.calibrationTiles.mean * s.visionTokens
                                                             : s.tokens(m.calibrationTiles.mean);
            const bool shared = layer.role == Role::MlpUp && layer.tower == Tower::Llm; // with the gate
            hessians += shared ? 0 : samples * rows * in * in;
            solving += 2 * out * in * in + in * in * in;
        }
        return samples * forwardOperations(m.calibrationTiles.mean) + hessians + solving;
    }

    double transformOperations() const
    {
        return 6 * m_transformed * s.width;
    }

    double answerOperations() const
    {
        const double answer = forwardOperations(m.tiles.mean) + static_cast<double>(m.answerTokens) * stepOperations();
        return static_cast<double>(m.questions) * answer;
    }

    // Multiplications in place of seconds.
    std::vector<StageTiming> weightStages() const
    {
        return {{Stage::Transform, transformOperations()}, {Stage::QuantizeWeights, roundingOperations * m_quantized}};
    }

    std::vector<StageTiming> stages() const
    {
        const double forward = forwardOperations(m.calibrationTiles.mean);
        const double samples = m.quantizes ? calibrationSamples(m.recipe.calibration.errorSamples) : profiledByFloat;
        const StageTiming profile{Stage::ProfileInputs, m.profiles ? samples * forward : 0};
        if (!m.quantizes)
            return {profile, {Stage::AnswerFloat, answerOperations()}};
        const double head = 2 * s.tokens(m.calibrationTiles.mean) * s.vocabulary * s.width;
        const double steps = static_cast<double>(std::min(m.recipe.calibration.newTokens, m.answerTokens));
        auto list = weightStages();
        if (m_gptq)
            list[1].seconds += gptqOperations();
        // Without Hessians the weights come first.
        list.insert(list.begin() + (m_gptq ? 1 : 2), {profile, {Stage::ProfileTransformedInputs, profile.seconds}});
        list.push_back({Stage::CalibrateActivations,
                        anyStatic() ? calibrationSamples(m.recipe.calibration.activationSamples) *
                                (forward + steps * stepOperations())
                                    : 0});
        list.push_back({Stage::SetActivationScales, 0});
        list.push_back({Stage::MeasureLayerErrors, 3 * samples * (forward + head)});
        list.push_back({Stage::Answer, answerOperations()});
        return list;
    }

    const RunWorkload& m;
    const Shapes s;
    const double number; // bytes
    double m_quantized = 0, m_transformed = 0, m_largest = 0, m_widestInput = 0, m_mapped = 0;
    bool m_gptq = false;
    std::vector<SizedPart> m_memory, m_disk;
};

std::vector<size_t> spreadRows(const Dataset& data, const QuestionSubset& subset, size_t sampled)
{
    const auto asked = rowsOf(subset, data);
    const size_t step = std::max<size_t>(1, (asked.size() + sampled - 1) / std::max<size_t>(1, sampled));
    std::vector<size_t> rows;
    for (size_t i = 0; i < asked.size(); i += step)
        rows.push_back(asked[i]);
    return rows;
}

// Those with the longest texts, these first.
std::vector<size_t> longestRows(const Dataset& data, const QuestionSubset& subset, size_t most)
{
    auto rows = rowsOf(subset, data);
    const auto middle = rows.begin() + static_cast<std::ptrdiff_t>(std::min(most, rows.size()));
    std::partial_sort(rows.begin(), middle, rows.end(), [&](size_t a, size_t b) {
        return data.questions[a].question.size() > data.questions[b].question.size();
    });
    rows.erase(middle, rows.end());
    return rows;
}

int64_t tilesOf(const ModelConfig& config, const Benchmark& benchmark, const Question& question, int64_t& largestPixels)
{
    const auto rule = tilingFor(config, benchmark, question.images.size());
    int64_t tiles = 0;
    try {
        for (size_t i = 0; i < question.images.size(); ++i) {
            const auto image = decodeImage(*question.images[i], "the image");
            tiles += rule.tiling(image.width, image.height, i).count();
            largestPixels = std::max(largestPixels, int64_t(image.width) * image.height);
        }
    } catch (const Error&) {
        return 0;
    }
    return tiles;
}

// Nothing for a question that cannot be asked.
std::optional<int64_t> textTokensOf(const LoadedModel& loaded, const Benchmark& benchmark, const Question& question)
{
    try {
        return static_cast<int64_t>(questionTokens(loaded, benchmark, question, {}).size());
    } catch (const RowError&) {
        return std::nullopt;
    }
}

}

RunEstimate estimateRun(const RunWorkload& workload)
{
    return Estimator(workload).finish();
}

RunWorkload workloadOf(const LoadedModel& loaded, const Dataset& data, const QuestionSubset& subset, int threads)
{
    RunWorkload s;
    s.outline = outlineOf(loaded.model, loaded.name);
    s.quantizes = false;
    s.threads = threads;
    s.computeBytes = static_cast<int>(c10::elementSize(loaded.model.dtype()));
    double stored = 0;
    for (const auto& file : loaded.weightFiles)
        stored += static_cast<double>(std::filesystem::file_size(file));
    s.storedBytes = stored > 3 * s.outline.elements ? 4 : 2;
    if (loaded.model.spool)
        s.spool = loaded.model.spool->limits();
    s.tiles = countTiles(loaded.model.config, data, subset);
    s.text = countText(loaded, data, subset);
    s.questions = countOf(subset, data);
    s.gflops = measureGflops(threads);
    return s;
}

void addRecipe(RunWorkload& workload, Plan plan, const TileCounts& calibration, int64_t calibrationQuestions)
{
    workload.quantizes = true;
    workload.recipe = plan.recipe;
    workload.plan = std::move(plan);
    workload.calibrationTiles = calibration;
    workload.calibrationQuestions = calibrationQuestions;
}

TileCounts countTiles(const ModelConfig& config, const Dataset& data, const QuestionSubset& subset, size_t sampled)
{
    TileCounts tiles;
    double seen = 0;
    for (const size_t row : spreadRows(data, subset, sampled)) {
        const int64_t own = tilesOf(config, *data.benchmark, data.questions[row], tiles.largestPixels);
        tiles.mean += static_cast<double>(own);
        tiles.largest = std::max(tiles.largest, own);
        ++seen;
    }
    tiles.mean = seen > 0 ? tiles.mean / seen : 0;
    return tiles;
}

TextCounts countText(const LoadedModel& loaded, const Dataset& data, const QuestionSubset& subset, size_t sampled)
{
    TextCounts text;
    double sum = 0, seen = 0;
    for (const size_t row : spreadRows(data, subset, sampled))
        if (const auto tokens = textTokensOf(loaded, *data.benchmark, data.questions[row])) {
            sum += static_cast<double>(*tokens);
            text.longest = std::max(text.longest, *tokens);
            ++seen;
        }
    if (seen > 0)
        text.mean = sum / seen;
    for (const size_t row : longestRows(data, subset, sampled))
        if (const auto tokens = textTokensOf(loaded, *data.benchmark, data.questions[row])) {
            text.longest = std::max(text.longest, *tokens);
            break;
        }
    return text;
}

namespace {

// The best of a few products, as other programs' load slows some of them.
double bestGflops(int threads)
{
    constexpr int64_t size = 512;
    const OperationThreads operationThreads(threads);
    const auto a = at::ones({size, size}), b = at::ones({size, size});
    auto c = at::mm(a, b);
    double best = 0;
    for (int i = 0; i < 8; ++i) {
        const auto start = std::chrono::steady_clock::now();
        at::mm_out(c, a, b);
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        best = std::max(best, 2.0 * size * size * size / std::max(seconds, 1e-9) / 1e9);
    }
    return best;
}

}

double measureGflops(int threads)
{
    // Two threads of one core reach half of two cores; all of them together wait for each other on a loaded machine.
    constexpr double leastShare = 0.5;
    return std::max(bestGflops(threads), leastShare * threads * bestGflops(1));
}

}
