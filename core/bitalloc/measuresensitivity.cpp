// SPDX-License-Identifier: GPL-3.0-or-later
// Scores of groups of layers. With W the transformed weight, Ŵ its quantized one at b bits and X sampled float inputs:
//   kurtosis       E[(W - μ)⁴] / σ⁴ · 4^-b
//   hessian_trace  ‖W - Ŵ‖² · tr(H) / in, H = 2/n · XᵀX
//   output_error   ‖X Wᵀ - X Ŵᵀ‖² / ‖X Wᵀ‖², X not seen by the rounding
//   kl, hits       see sensitivitywalk.cpp
// A group's score adds up, or averages by size, those of its layers.

#include "bitalloc/measuresensitivity.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/mm.h>

#include "answering/questions.h"
#include "base/parallel.h"
#include "bitalloc/sensitivitywalk.h"
#include "numeric/quantizers.h"
#include "numeric/rows.h"
#include "quant/atlayer.h"
#include "quant/profileinputs.h"
#include "quant/stagecodec.h"
#include "run/checkrecipe.h"
#include "run/pipeline.h"
#include "run/stagekeys.h"
#include "tasks/chosenmetric.h"

namespace quantscope {
namespace {

bool isWalk(const std::string& measure)
{
    return sensitivityMeasure(measure).cost == MeasureCost::Walk;
}

double kurtosisOf(const at::Tensor& weight)
{
    const auto w = weight.to(at::kDouble);
    const auto centred = w - w.mean();
    const double variance = centred.square().mean().item<double>();
    return variance > 0 ? centred.pow(4).mean().item<double>() / (variance * variance) : 0;
}

// What the scores of one layer at one width are made of.
struct QuantizedLayer
{
    QuantizedWeight weight;
    double squaredError = 0; // of the weight
    ErrorAccumulator output;
};

struct LayerFacts
{
    double kurtosis = 0;
    double meanSquare = 0; // of the sampled inputs
    double weights = 0;
};

struct QuantizedGroup
{
    std::vector<LayerFacts> facts; // by layer
    std::vector<std::vector<QuantizedLayer>> widths; // [bits][layer]
};

// A job over all groups.
class Measuring
{
public:
    Measuring(const LoadedModel& loaded, const Recipe& recipe, const Dataset& data, const SensitivityOptions& options)
        : m_loaded(loaded)
        , m_data(data)
        , m_options(options)
        , m_plan(resolve(recipe, loaded.model.layers))
        , m_keys(stageKeys(m_plan))
        , m_rows(calibrationRows(data.questions.size(), options.questions, true))
    {
        m_table.groups = bitGroups(loaded.model.layers, m_plan);
        m_table.bits = options.bits;
        if (std::any_of(options.measures.begin(), options.measures.end(), isWalk)) {
            std::vector<RowProblem> ignored; // a run with these questions reports them
            m_rows = usableRows(loaded, data, m_rows, options.threads, ignored);
        }
        m_table.questions = static_cast<int64_t>(m_rows.size());
        for (const auto& measure : options.measures)
            m_table.measures.push_back({measure, std::vector<std::vector<double>>(m_table.groups.size())});
        check();
    }

    SensitivityTable run(const Progress& progress)
    {
        const size_t count = m_table.groups.size();
        for (size_t g = 0; g < count; ++g)
            lookup(g);
        tell();
        for (size_t g = 0; g < count; ++g) {
            const auto part = partOf(progress, double(g) / double(count), double(g + 1) / double(count));
            part.step(0, "measure " + m_table.groups[g].name);
            const auto missing = missingOf(g);
            if (missing.empty())
                continue;
            atLayer(m_loaded.model.layers[static_cast<size_t>(m_table.groups[g].layers.front())],
                    [&] { measure(g, missing, part); });
            tell();
        }
        return std::move(m_table);
    }

private:
    void check() const
    {
        if (m_table.groups.empty())
            throw Error("sensitivity: the recipe quantizes no weights, so there is nothing to measure");
        if (m_options.bits.empty() ||
            !std::is_sorted(m_options.bits.begin(), m_options.bits.end(), std::less_equal<>()) ||
            m_options.bits.front() < 2 || m_options.bits.back() > 8)
            throw Error("sensitivity: bits must be ascending numbers from 2 to 8");
        if (m_options.measures.empty())
            throw Error("sensitivity: no measure is chosen");
        for (const auto& measure : m_options.measures)
            if (isWalk(measure) && m_rows.empty())
                throw Error("sensitivity: measure '" + measure + "' needs calibration questions, and there are none");
        checkRecipe(m_plan.recipe, m_plan, outlineOf(m_loaded.model));
    }

    void tell() const
    {
        if (m_options.updated)
            m_options.updated(m_table);
    }

    // All that a row depends on besides the cache's basis.
    std::string keyOf(size_t g, const std::string& measure) const
    {
        nlohmann::json layers;
        for (const LayerIndex layer : m_table.groups[g].layers) {
            const auto& s = m_plan.schemes[static_cast<size_t>(layer)];
            nlohmann::json entry{layer};
            if (measure != "kurtosis") {
                nlohmann::json settings{s.weightMethod, s.weightClip, s.weightSymmetric, s.weightGroupSize};
                for (const auto& field : quantizerFields())
                    settings.push_back(fieldValue(s, field));
                entry.push_back(std::move(settings));
            }
            layers.push_back(std::move(entry));
        }
        std::string key = measure == "kurtosis" ? m_keys.transform : m_keys.inputs;
        key += "\nmeasure " + measure + "\nlayers " + layers.dump() + "\nbits " + nlohmann::json(m_table.bits).dump();
        if (isWalk(measure))
            key += "\nwalk " +
                nlohmann::json({m_rows, m_loaded.generation.maxNewTokens, std::string(metricOf(m_data).id)}).dump();
        return key;
    }

    void lookup(size_t g)
    {
        if (!m_options.cache)
            return;
        for (auto& measured : m_table.measures)
            if (const auto row = m_options.cache->get<SensitivityRow>(sensitivityStage, keyOf(g, measured.measure));
                row && row->scores.size() == m_table.bits.size()) {
                measured.rows[g] = row->scores;
                if (isWalk(measured.measure))
                    m_table.floatCorrect = row->floatCorrect;
            }
    }

    std::vector<MeasuredScores*> missingOf(size_t g)
    {
        std::vector<MeasuredScores*> missing;
        for (auto& measured : m_table.measures)
            if (measured.rows[g].empty())
                missing.push_back(&measured);
        return missing;
    }

    const Model& reference()
    {
        if (!m_reference && m_options.cache)
            m_reference = m_options.cache->get<Model>(transformStage, m_keys.transform);
        if (!m_reference)
            m_reference = std::make_shared<const Model>(
                transformModel(m_loaded.model, m_plan.recipe, m_plan, {m_options.threads, {}}));
        return *m_reference;
    }

    const LayerInputs& inputs(const Progress& progress)
    {
        if (!m_inputs && m_options.cache)
            m_inputs = m_options.cache->get<LayerInputs>(inputsStage, m_keys.inputs);
        if (!m_inputs) {
            ProfileOptions options;
            options.threads = m_options.threads;
            options.imageToken = m_loaded.generation.imageToken;
            std::vector<RowProblem> ignored; // likewise
            const auto rows =
                usableRows(m_loaded, m_data,
                           calibrationRows(m_data.questions.size(), m_plan.recipe.calibration.errorSamples, true),
                           m_options.threads, ignored, progress);
            const auto samples = prepareQuestions(m_loaded, m_data, rows, m_options.threads, progress);
            m_inputs = std::make_shared<const LayerInputs>(profileInputs(reference(), samples, options, progress));
            if (m_options.cache)
                m_options.cache->put<LayerInputs>(inputsStage, m_keys.inputs, m_inputs);
        }
        return *m_inputs;
    }

    SensitivityWalk& walk(const Progress& progress)
    {
        if (!m_walk) {
            m_walk.emplace(m_loaded, reference(), m_data, m_rows, m_options.threads, progress);
            m_table.floatCorrect = m_walk->floatCorrect();
        }
        return *m_walk;
    }

    QuantizedGroup roundGroup(const BitGroup& group, const Progress& progress)
    {
        const auto& model = reference();
        const auto& sampled = inputs(progress);
        QuantizedGroup result;
        const size_t layers = group.layers.size(), widths = m_table.bits.size();
        result.facts.resize(layers);
        result.widths.assign(widths, std::vector<QuantizedLayer>(layers));
        std::vector<LayerStatistics> statistics(layers);
        std::vector<at::Tensor> unseen(layers);
        const auto count = static_cast<int64_t>(layers);
        const int workers = workersOn(model.device(), m_options.threads);
        parallelFor(count, workers, [&](int64_t i) {
            prepare(model, sampled, group.layers[static_cast<size_t>(i)], result.facts[static_cast<size_t>(i)],
                    statistics[static_cast<size_t>(i)], unseen[static_cast<size_t>(i)]);
        });
        parallelFor(count * static_cast<int64_t>(widths), workers, [&](int64_t i) {
            const auto width = static_cast<size_t>(i) / layers, layer = static_cast<size_t>(i) % layers;
            result.widths[width][layer] = roundOne(model.linears[static_cast<size_t>(group.layers[layer])],
                                                   m_plan.schemes[static_cast<size_t>(group.layers[layer])],
                                                   m_table.bits[width], statistics[layer], unseen[layer], progress);
        });
        return result;
    }

    void prepare(const Model& model, const LayerInputs& sampled, LayerIndex layer, LayerFacts& facts,
                 LayerStatistics& statistics, at::Tensor& unseen) const
    {
        const auto& linear = model.linears[static_cast<size_t>(layer)];
        const auto weight = withoutRms(linear, denseWeight(linear, at::kFloat));
        facts.kurtosis = kurtosisOf(weight);
        facts.weights = double(weight.numel());
        const auto& rows = sampled.rows.at(static_cast<size_t>(layer));
        if (!rows.defined() || rows.size(0) < 2)
            throw Error("no calibration question reaches this layer, so there are no inputs to measure it with");
        const auto x = withoutRms(linear, rows.to(model.device(), at::kFloat));
        facts.meanSquare = x.square().mean(at::kDouble).item<double>();
        const auto apart = at::arange(x.size(0), x.device()).remainder(4).eq(3);
        unseen = x.size(0) < 4 ? x : rowsWhere(x, apart);
        const auto& method = m_plan.schemes[static_cast<size_t>(layer)].weightMethod;
        StatisticsAccumulator sum(weightQuantizer(method).needs, x.size(1), x.device());
        sum.add(x.size(0) < 4 ? x : rowsWhere(x, apart.logical_not()), 1);
        statistics = sum.statistics();
    }

    QuantizedLayer roundOne(const Linear& linear, Scheme scheme, int bits, const LayerStatistics& statistics,
                            const at::Tensor& unseen, const Progress& progress) const
    {
        scheme.weightBits = bits;
        Progress inside;
        inside.cancelled = progress.cancelled;
        QuantizedLayer quantized;
        quantized.weight = quantizeLayer(linear, scheme, statistics, m_loaded.model.dtype(), 1, inside).weight;
        const auto before = withoutRms(linear, denseWeight(linear, at::kFloat));
        const auto after = dequantize(quantized.weight).to(at::kFloat);
        quantized.squaredError = (before - after).square().sum(at::kDouble).item<double>();
        quantized.output.add(at::mm(unseen, before.t()), at::mm(unseen, after.t()));
        return quantized;
    }

    double layerScore(const std::string& measure, const QuantizedGroup& group, size_t width) const
    {
        double sum = 0, weights = 0;
        ErrorAccumulator output;
        for (size_t i = 0; i < group.facts.size(); ++i) {
            const auto& facts = group.facts[i];
            const auto& quantized = group.widths[width][i];
            weights += facts.weights;
            sum +=
                measure == "kurtosis" ? facts.kurtosis * facts.weights : quantized.squaredError * 2 * facts.meanSquare;
            output.merge(quantized.output);
        }
        if (measure == "output_error")
            return output.metrics().relativeMse;
        return measure == "kurtosis" ? sum / weights * std::pow(4.0, -m_table.bits[width]) : sum;
    }

    void measure(size_t g, const std::vector<MeasuredScores*>& missing, const Progress& progress)
    {
        const auto& group = m_table.groups[g];
        const auto quantized = roundGroup(group, progress);
        const auto wants = [&](const char* id) {
            return std::any_of(missing.begin(), missing.end(), [&](const auto* m) { return m->measure == id; });
        };
        std::vector<AnswerHarm> harms(m_table.bits.size());
        if (wants("kl") || wants("hits")) {
            auto& walking = walk(progress);
            walking.goTo(group.layers.front(), progress);
            for (size_t b = 0; b < harms.size(); ++b) {
                progress.step(double(b) / double(harms.size()), "measure " + group.name);
                auto candidate = reference();
                for (size_t i = 0; i < group.layers.size(); ++i)
                    installQuantized(candidate.linears[static_cast<size_t>(group.layers[i])],
                                     quantized.widths[b][i].weight, false);
                harms[b] = walking.measure(candidate, wants("hits"), progress);
            }
        }
        for (auto* measured : missing) {
            SensitivityRow row;
            for (size_t b = 0; b < harms.size(); ++b)
                row.scores.push_back(measured->measure == "kl"         ? harms[b].kl
                                         : measured->measure == "hits" ? harms[b].lostCorrect
                                                                       : layerScore(measured->measure, quantized, b));
            if (isWalk(measured->measure))
                row.floatCorrect = m_table.floatCorrect;
            measured->rows[g] = row.scores;
            if (m_options.cache)
                m_options.cache->put<SensitivityRow>(sensitivityStage, keyOf(g, measured->measure),
                                                     std::make_shared<const SensitivityRow>(row));
        }
    }

    const LoadedModel& m_loaded;
    const Dataset& m_data;
    const SensitivityOptions& m_options;
    Plan m_plan;
    StageKeys m_keys;
    std::vector<size_t> m_rows;
    SensitivityTable m_table;
    std::shared_ptr<const Model> m_reference;
    std::shared_ptr<const LayerInputs> m_inputs;
    std::optional<SensitivityWalk> m_walk;
};

}

Entry encode(const SensitivityRow& row)
{
    Entry entry;
    auto scores = at::empty({static_cast<int64_t>(row.scores.size())}, at::kDouble);
    std::copy(row.scores.begin(), row.scores.end(), scores.data_ptr<double>());
    entry.tensors["scores"] = scores;
    entry.meta["float_hits"] = row.floatCorrect;
    return entry;
}

void decode(const Entry& entry, SensitivityRow& row)
{
    const auto& scores = entry.tensors.at("scores");
    if (scores.scalar_type() != at::kDouble || scores.dim() != 1)
        throw Error("cache entry: the scores have another shape or type");
    row.scores.assign(scores.data_ptr<double>(), scores.data_ptr<double>() + scores.numel());
    row.floatCorrect = entry.meta.at("float_hits").get<double>();
}

int64_t bytesOf(const SensitivityRow& row)
{
    return static_cast<int64_t>(sizeof(SensitivityRow) + row.scores.size() * sizeof(double));
}

SensitivityTable measureSensitivity(const LoadedModel& loaded, const Recipe& recipe, const Dataset& calibration,
                                    const SensitivityOptions& options, const Progress& progress)
{
    return Measuring(loaded, recipe, calibration, options).run(progress);
}

}
