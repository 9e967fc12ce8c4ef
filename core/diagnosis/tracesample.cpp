// SPDX-License-Identifier: GPL-3.0-or-later
// One question in detail. Both models are asked token by token along the float model's answer (teacher forcing), so
// that their probabilities stand side by side; up to the first token where the quantized model prefers another one this
// is also what it says by itself. Swap tests exchange parts: since a run's float and quantized models have the same
// basis, any mix of their layers is a model, and the part whose float version brings the answer back is the one that
// broke it.

#include "diagnosis/tracesample.h"

#include <algorithm>
#include <cmath>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/log_softmax.h>
#include <fmt/core.h>

#include "answering/answering.h"
#include "answering/questions.h"
#include "checkpoint/loadedmodel.h"
#include "diagnosis/hybrid.h"
#include "diagnosis/modelpart.h"
#include "image/image.h"
#include "messages/sentence.h"
#include "model/answerlogits.h"
#include "tasks/chosenmetric.h"

namespace quantscope {
namespace {

struct Swap
{
    std::string id;
    Message name;
    std::vector<char> quantized; // by layer
    std::vector<LayerIndex> floatLayers;
};

template <typename F>
Swap makeSwap(const std::vector<Layer>& layers, std::string id, Message name, const F& isQuantized)
{
    Swap swap{std::move(id), std::move(name), {}, {}};
    for (size_t i = 0; i < layers.size(); ++i)
        swap.quantized.push_back(isQuantized(layers[i], static_cast<LayerIndex>(i)));
    return swap;
}

void addBlocks(const std::vector<Layer>& layers, std::vector<Swap>& swaps)
{
    for (size_t i = 0; i < layers.size(); ++i) {
        const auto& first = layers[i];
        const bool isNew = i == 0 || layers[i - 1].tower != first.tower || layers[i - 1].block != first.block;
        if (first.block < 0 || !isNew)
            continue;
        const auto part = blockPart(first.tower, first.block);
        auto swap = makeSwap(
            layers, "float_block", message("swap.part", {{"part", part}}),
            [&](const Layer& layer, LayerIndex) { return layer.tower != first.tower || layer.block != first.block; });
        for (size_t k = 0; k < layers.size(); ++k)
            if (!swap.quantized[k])
                swap.floatLayers.push_back(static_cast<LayerIndex>(k));
        swaps.push_back(std::move(swap));
    }
}

std::vector<Swap> planSwaps(const std::vector<Layer>& layers, const TraceOptions& options)
{
    const auto tower = [&](std::string id, Message name, auto isQuantized) {
        return makeSwap(layers, std::move(id), std::move(name),
                        [&](const Layer& layer, LayerIndex) { return isQuantized(layer.tower); });
    };
    std::vector<Swap> swaps;
    swaps.push_back(tower("float", message("swap.float"), [](Tower) { return false; }));
    swaps.push_back(tower("quantized", message("swap.quantized"), [](Tower) { return true; }));
    swaps.push_back(tower("float_vision", message("swap.vision"), [](Tower t) { return t == Tower::Llm; }));
    swaps.push_back(tower("float_llm", message("swap.llm"), [](Tower t) { return t != Tower::Llm; }));
    swaps.push_back(tower("float_projector", message("swap.projector"), [](Tower t) { return t != Tower::Projector; }));
    if (options.blocks)
        addBlocks(layers, swaps);
    for (const LayerIndex layer : options.layers) {
        const auto part = message("part.layer", {{"layer", layers.at(static_cast<size_t>(layer)).name}});
        auto swap = makeSwap(layers, "float_layer", message("swap.part", {{"part", part}}),
                             [layer](const Layer&, LayerIndex other) { return other != layer; });
        swap.floatLayers = {layer};
        swaps.push_back(std::move(swap));
    }
    return swaps;
}

class Trace
{
public:
    Trace(const LoadedModel& loaded, const Model& reference, const Model& quantized, const Question& question,
          const GenerationInput& input, const Dataset& data, const Progress& progress)
        : m_loaded(loaded)
        , m_reference(reference)
        , m_quantized(quantized)
        , m_question(question)
        , m_input(input)
        , m_data(data)
        , m_progress(progress)
    {
    }

    SampleTrace run(const TraceOptions& options)
    {
        m_progress.step(0, "answer with both models");
        m_answer = answerAlone(m_loaded, m_loaded.model, m_input, m_progress);
        const auto other = answerAlone(m_loaded, m_quantized, m_input, m_progress);
        m_trace.floatAnswer = textOf(m_answer);
        m_trace.quantizedAnswer = textOf(other);
        m_trace.floatScore = score(m_trace.floatAnswer);
        m_trace.quantizedScore = score(m_trace.quantizedAnswer);
        m_floatVisual = visualOf(m_loaded, m_reference, m_input, m_progress);
        m_quantizedVisual = visualOf(m_loaded, m_quantized, m_input, m_progress);
        compareTokens(options.alternatives);
        const auto swaps = planSwaps(m_reference.layers, options);
        for (size_t i = 0; i < swaps.size(); ++i) {
            m_progress.step(0.2 + 0.8 * double(i) / double(swaps.size()), "component swaps");
            m_trace.swaps.push_back(test(swaps[i]));
        }
        return std::move(m_trace);
    }

    const at::Tensor& floatVisual() const
    {
        return m_floatVisual;
    }
    const at::Tensor& quantizedVisual() const
    {
        return m_quantizedVisual;
    }

private:
    std::string textOf(const std::vector<int64_t>& tokens) const
    {
        return answerText(m_loaded, tokens);
    }

    std::string tokenText(int64_t id) const
    {
        const auto text = m_loaded.tokenizer.decode(std::span(&id, 1));
        return text.empty() ? m_loaded.tokenizer.token(id) : text;
    }

    double score(const std::string& answer) const
    {
        const auto& metric = metricOf(m_data);
        return canScore(metric, m_question) ? metric.score(m_question, scoredText(m_loaded, *m_data.benchmark, answer))
                                            : 0;
    }

    // Log-probabilities [answer + 1, vocabulary] along the float answer.
    at::Tensor along(const Model& model, const at::Tensor& visual) const
    {
        const auto logits = answerLogits(model, m_input, visual, m_answer, m_loaded.generation.imageToken,
                                         plainPass(model), m_progress);
        return at::log_softmax(logits.to(at::kDouble), -1);
    }

    std::vector<TokenChoice> top(const at::Tensor& row, size_t count) const
    {
        const auto [values, ids] = row.topk(std::min<int64_t>(static_cast<int64_t>(count), row.size(0)));
        std::vector<TokenChoice> choices;
        for (int64_t i = 0; i < ids.size(0); ++i)
            choices.push_back({tokenText(ids[i].item<int64_t>()), std::exp(values[i].item<double>())});
        return choices;
    }

    void compareTokens(size_t alternatives)
    {
        const auto p = along(m_loaded.model, visualOf(m_loaded, m_loaded.model, m_input, m_progress));
        const auto q = along(m_quantized, m_quantizedVisual);
        m_targets = m_answer;
        const auto next = p.select(0, p.size(0) - 1).argmax().item<int64_t>();
        const auto& ends = m_loaded.generation.endTokens;
        if (std::find(ends.begin(), ends.end(), next) != ends.end())
            m_targets.push_back(next);
        for (size_t i = 0; i < m_targets.size(); ++i) {
            const auto row = static_cast<int64_t>(i), id = m_targets[i];
            const auto choice = q[row].argmax().item<int64_t>();
            TracedToken token;
            token.text = tokenText(id);
            token.floatProbability = std::exp(p[row][id].item<double>());
            token.quantizedProbability = std::exp(q[row][id].item<double>());
            token.floatTop = top(p[row], alternatives);
            token.quantizedTop = top(q[row], alternatives);
            token.flips = choice != id;
            if (token.flips && !m_trace.flip)
                m_trace.flip = FirstFlip{i, token.text, tokenText(choice), (p[row][id] - p[row][choice]).item<double>(),
                                         (q[row][choice] - q[row][id]).item<double>()};
            m_trace.tokens.push_back(std::move(token));
        }
    }

    // The visual embeddings depend on the layers before the decoder alone.
    at::Tensor visualFor(const Model& hybrid, const Swap& swap) const
    {
        bool any = false, all = true;
        for (size_t i = 0; i < swap.quantized.size(); ++i)
            if (m_reference.layers[i].tower != Tower::Llm) {
                any = any || swap.quantized[i];
                all = all && swap.quantized[i];
            }
        return all ? m_quantizedVisual : !any ? m_floatVisual : visualOf(m_loaded, hybrid, m_input, m_progress);
    }

    SwapTest test(const Swap& swap) const
    {
        const auto model = hybridModel(m_reference, m_quantized, QuantizedPart::Both, [&](LayerIndex layer) {
            return swap.quantized[static_cast<size_t>(layer)] != 0;
        });
        SwapTest result;
        result.id = swap.id;
        result.name = swap.name;
        result.floatLayers = swap.floatLayers;
        result.answer = textOf(answerAlone(m_loaded, model, m_input, m_progress));
        result.score = score(result.answer);
        const auto logs = along(model, visualFor(model, swap));
        for (size_t i = 0; i < m_targets.size(); ++i)
            result.logProbability += logs[static_cast<int64_t>(i)][m_targets[i]].item<double>();
        return result;
    }

    const LoadedModel& m_loaded;
    const Model& m_reference;
    const Model& m_quantized;
    const Question& m_question;
    const GenerationInput& m_input;
    const Dataset& m_data;
    const Progress& m_progress;
    std::vector<int64_t> m_answer, m_targets; // targets: with the end token
    at::Tensor m_floatVisual, m_quantizedVisual;
    SampleTrace m_trace;
};

// What one tile's tokens have lost, and its error as a whole.
struct TileError
{
    std::vector<double> cells; // [row · columns + column]
    double noise = 0; // Σ ‖Δ‖²
};

// `grids`: where the visual tokens of each tile lie.
std::vector<TileError> tileErrors(TokenGrids grids, const at::Tensor& reference, const at::Tensor& other)
{
    const auto noise = (reference.to(at::kDouble) - other.to(at::kDouble)).square().sum(-1).cpu();
    const auto signal = reference.to(at::kDouble).square().sum(-1).cpu();
    std::vector<TileError> tiles;
    int64_t row = 0;
    for (const auto& grid : grids) {
        auto& tile = tiles.emplace_back();
        tile.cells.resize(static_cast<size_t>(grid.count()));
        for (int64_t token = 0; token < grid.count(); ++token, ++row) {
            const int64_t cell = grid.byColumns ? token % grid.rows * grid.columns + token / grid.rows : token;
            const double lost = noise[row].item<double>();
            tile.cells[static_cast<size_t>(cell)] = lost / std::max(1e-300, signal[row].item<double>());
            tile.noise += lost;
        }
    }
    return tiles;
}

double noiseOf(std::span<const TileError> tiles)
{
    double sum = 0;
    for (const auto& tile : tiles)
        sum += tile.noise;
    return std::max(1e-300, sum);
}

// The tiles of the images follow each other.
std::vector<ErrorMap> mapsOf(std::span<const TileError> tiles, const std::vector<Tiling>& tilings, int64_t side)
{
    std::vector<ErrorMap> maps;
    size_t first = 0;
    for (const auto& tiling : tilings) {
        const auto rest = tiles.subspan(first);
        const auto own = tilings.size() == 1 ? rest : rest.first(std::min(rest.size(), size_t(tiling.count())));
        first += own.size();
        auto& map = maps.emplace_back();
        map.tiling = tiling;
        map.side = side;
        map.share = tilings.size() == 1 ? 1 : noiseOf(own) / noiseOf(tiles);
        for (const auto& tile : own) {
            map.tiles.push_back(tile.cells);
            map.shares.push_back(tile.noise / noiseOf(own));
        }
    }
    return maps;
}

nlohmann::json mapToJson(const ErrorMap& map)
{
    return {{"columns", map.tiling.columns},
            {"rows", map.tiling.rows},
            {"thumbnail", map.tiling.thumbnail},
            {"side", map.side},
            {"share", map.share},
            {"tiles", map.tiles},
            {"tile_shares", map.shares}};
}

nlohmann::json choicesToJson(const std::vector<TokenChoice>& choices)
{
    nlohmann::json list = nlohmann::json::array();
    for (const auto& choice : choices)
        list.push_back({{"token", choice.text}, {"probability", choice.probability}});
    return list;
}

}

SampleTrace traceSample(const LoadedModel& loaded, const Model& reference, const Model& quantized, const Dataset& data,
                        size_t row, const TraceOptions& options, const Progress& progress)
{
    if (row >= data.questions.size())
        throw Error(fmt::format("question {} of {}", row, data.questions.size()));
    const auto& question = data.questions[row];
    const auto input = prepareQuestion(loaded, *data.benchmark, question, data.images);
    Trace tracing(loaded, reference, quantized, question, input, data, progress);
    auto trace = tracing.run(options);
    trace.row = row;
    trace.index = question.index;
    std::vector<Tiling> tilings;
    for (const auto& bytes : question.images) {
        const auto image = decodeImage(*bytes, data.images, "an image of row " + question.index);
        tilings.push_back(
            tilingFor(loaded.model.config, *data.benchmark, question.images.size()).tiling(image.width, image.height));
    }
    const auto grids = visualGrids(loaded.model.config, input.pixels);
    if (!tilings.empty() && !grids.empty())
        trace.maps =
            mapsOf(tileErrors(grids, tracing.floatVisual(), tracing.quantizedVisual()), tilings, grids.front().columns);
    return trace;
}

nlohmann::json traceToJson(const SampleTrace& trace)
{
    nlohmann::json json{{"row", trace.row},
                        {"index", trace.index},
                        {"float_answer", trace.floatAnswer},
                        {"quantized_answer", trace.quantizedAnswer},
                        {"float_hit", trace.floatScore},
                        {"quantized_hit", trace.quantizedScore},
                        {"first_flip", nullptr}};
    json["tokens"] = nlohmann::json::array();
    for (const auto& token : trace.tokens)
        json["tokens"].push_back({{"token", token.text},
                                  {"float_probability", token.floatProbability},
                                  {"quantized_probability", token.quantizedProbability},
                                  {"flips", token.flips},
                                  {"float_top", choicesToJson(token.floatTop)},
                                  {"quantized_top", choicesToJson(token.quantizedTop)}});
    if (const auto& flip = trace.flip)
        json["first_flip"] = {{"token", flip->token},
                              {"float", flip->floatText},
                              {"quantized", flip->quantizedText},
                              {"float_margin", flip->floatMargin},
                              {"quantized_margin", flip->quantizedMargin}};
    json["swap_tests"] = nlohmann::json::array();
    for (const auto& swap : trace.swaps)
        json["swap_tests"].push_back({{"id", swap.id},
                                      {"name", englishText(swap.name)},
                                      {"answer", swap.answer},
                                      {"hit", swap.score},
                                      {"log_probability", swap.logProbability}});
    if (!trace.maps.empty())
        json["visual_error"] = mapToJson(trace.maps.front());
    for (size_t i = 1; i < trace.maps.size(); ++i)
        json["visual_error_of_more_images"].push_back(mapToJson(trace.maps[i]));
    return json;
}

}
