// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/guidedcheck.h"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "checkpoint/loadedmodel.h"
#include "diagnosis/hybrid.h"
#include "diagnosis/modelpart.h"

namespace quantscope {
namespace {

constexpr double harmlessKl = 0.005; // nats
constexpr double clearlyWorse = 2; // times the divergence of the other part

// A group of layers that a step rounds alone.
struct Candidate
{
    Message name;
    std::vector<LayerIndex> layers;
    QuantizedPart part = QuantizedPart::Both;
};

Message lossOf(const CheckEvidence& evidence, double floatCorrect)
{
    const double lost = floatCorrect - evidence.correct;
    return lost > 0 ? message("loss.hits", {{"lost", lost}, {"hits", floatCorrect}, {"kl", evidence.klNats}})
                    : message("loss.none", {{"kl", evidence.klNats}});
}

class Check
{
public:
    Check(const CheckedRun& run, const Dataset& data, const GuidedCheckOptions& options, const Progress& progress)
        : m_run(run)
        , m_layers(run.reference.layers)
        , m_options(options)
        , m_progress(progress)
        , m_meter(run, data, options, partOf(progress, 0, 0.05))
    {
        for (size_t i = 0; i < m_layers.size(); ++i) {
            const auto& scheme = run.context.plan.schemes.at(i);
            if (scheme.quantizesWeight() || scheme.quantizesActivation())
                m_quantizedLayers.push_back(static_cast<LayerIndex>(i));
        }
        // Float, transformed and quantized model, two parts, three towers, blocks, layers of a block, the fix.
        m_expected =
            3 + 2 + 3 + double(std::max(run.reference.visionBlocks.size(), run.reference.decoderBlocks.size())) + 8 + 4;
    }

    GuidedCheck finish()
    {
        if (!isFloatSane())
            return std::move(m_check);
        const auto part = worsePart();
        const auto tower = worst("towers", message("step.towers"), towers(part), message("next.blocks"));
        const auto block = worst("blocks", message("step.blocks"), blocks(tower), message("next.layers"));
        const auto layer = worst("layers", message("step.layers"), layers(block), message("next.look"));
        m_check.layer = layer.layers.front();
        look();
        tryFix();
        return std::move(m_check);
    }

private:
    Progress nextPart()
    {
        const double from = 0.05 + 0.95 * std::min(1.0, m_done / m_expected);
        m_done += 1;
        return partOf(m_progress, from, 0.05 + 0.95 * std::min(1.0, m_done / m_expected));
    }

    CheckStep& begin(std::string id, Message title)
    {
        CheckStep step;
        step.id = std::move(id);
        step.title = std::move(title);
        m_check.steps.push_back(std::move(step));
        tell();
        return m_check.steps.back();
    }

    void tell() const
    {
        if (m_options.updated)
            m_options.updated(m_check);
    }

    void add(CheckStep& step, Message part, const CheckMeasure& measure, LayerIndex layer = -1)
    {
        CheckEvidence evidence;
        evidence.part = std::move(part);
        evidence.correct = measure.correct;
        evidence.questions = measure.questions;
        evidence.klNats = measure.klNats;
        evidence.layer = layer;
        step.evidence.push_back(std::move(evidence));
        tell();
    }

    void conclude(CheckStep& step, Message verdict, Message next)
    {
        step.verdict = std::move(verdict);
        step.next = std::move(next);
        tell();
    }

    CheckMeasure measure(const Candidate& candidate)
    {
        std::vector<char> isQuantized(m_layers.size());
        std::string key = fmt::format("part {} layers", static_cast<int>(candidate.part));
        for (const LayerIndex layer : candidate.layers) {
            isQuantized[static_cast<size_t>(layer)] = true;
            key += fmt::format(" {}", layer);
        }
        const auto model = hybridModel(m_run.reference, m_run.quantized, candidate.part,
                                       [&](LayerIndex layer) { return isQuantized[static_cast<size_t>(layer)] != 0; });
        return m_meter.measure(model, {key}, nextPart());
    }

    // Also whether there is anything to look for.
    bool isFloatSane()
    {
        auto& step = begin("float", message("step.float"));
        m_float = m_meter.floatModel(nextPart());
        add(step, message("part.checkpoint"), m_float);
        const auto transformed = measure({{}, {}, QuantizedPart::Both});
        add(step, message("part.transformed"), transformed);
        const auto all = measure({{}, m_quantizedLayers, QuantizedPart::Both});
        add(step, message("part.quantized"), all);
        if (m_float.correct <= 0) {
            conclude(step, message("verdict.float_fails"), message("next.check_files"));
            return false;
        }
        const auto& check = m_run.diagnosis.transforms;
        if (transformed.klNats > harmlessKl || (check && !check->isWhole())) {
            step.evidence[1].worst = true;
            const bool named = !m_run.diagnosis.findings.empty() && m_run.diagnosis.findings.front().layer < 0;
            std::vector<Argument> arguments{{"hits", transformed.correct},
                                            {"questions", transformed.questions},
                                            {"float_hits", m_float.correct},
                                            {"float_questions", m_float.questions}};
            if (named)
                arguments.push_back({"cause", m_run.diagnosis.findings.front().message});
            conclude(step,
                     named ? message("verdict.transforms_cause", arguments) : message("verdict.transforms", arguments),
                     message("next.transforms"));
            if (named)
                m_check.fix = m_run.diagnosis.findings.front().fix;
            return false;
        }
        if (all.klNats < harmlessKl && all.correct >= m_float.correct) {
            conclude(step, message("verdict.no_loss"), {});
            return false;
        }
        step.evidence[2].worst = true;
        conclude(step, message("verdict.quantization", {{"loss", lossOf(step.evidence[2], m_float.correct)}}),
                 message("next.parts"));
        return true;
    }

    // Both when neither is clearly worse.
    QuantizedPart worsePart()
    {
        auto& step = begin("parts", message("step.parts"));
        add(step, message("part.weights"), measure({{}, m_quantizedLayers, QuantizedPart::WeightOnly}));
        add(step, message("part.activations"), measure({{}, m_quantizedLayers, QuantizedPart::InputOnly}));
        auto &weights = step.evidence[0], &inputs = step.evidence[1];
        const bool weightsWorse = weights.klNats > clearlyWorse * inputs.klNats;
        const bool inputsWorse = inputs.klNats > clearlyWorse * weights.klNats;
        weights.worst = !inputsWorse;
        inputs.worst = !weightsWorse;
        const std::vector<Argument> losses{{"loss", lossOf(inputsWorse ? inputs : weights, m_float.correct)},
                                           {"other", lossOf(inputsWorse ? weights : inputs, m_float.correct)}};
        conclude(step,
                 inputsWorse        ? message("verdict.activations", losses)
                     : weightsWorse ? message("verdict.weights", losses)
                                    : message("verdict.both", losses),
                 message("next.towers"));
        return inputsWorse ? QuantizedPart::InputOnly : weightsWorse ? QuantizedPart::WeightOnly : QuantizedPart::Both;
    }

    // Layers of the candidate by a key of theirs, in order.
    template <typename Key, typename Name>
    std::vector<Candidate> grouped(const std::vector<LayerIndex>& layers, QuantizedPart part, const Key& key,
                                   const Name& name) const
    {
        std::vector<Candidate> groups;
        std::vector<int> keys;
        for (const LayerIndex layer : layers) {
            const auto& s = m_layers[static_cast<size_t>(layer)];
            const int k = key(s, layer);
            auto it = std::find(keys.begin(), keys.end(), k);
            if (it == keys.end()) {
                keys.push_back(k);
                groups.push_back({name(s), {}, part});
                it = keys.end() - 1;
            }
            groups[static_cast<size_t>(it - keys.begin())].layers.push_back(layer);
        }
        return groups;
    }

    std::vector<Candidate> towers(QuantizedPart part) const
    {
        return grouped(
            m_quantizedLayers, part, [](const Layer& s, LayerIndex) { return static_cast<int>(s.tower); },
            [](const Layer& s) { return towerPart(s.tower); });
    }

    std::vector<Candidate> blocks(const Candidate& tower) const
    {
        return grouped(
            tower.layers, tower.part, [](const Layer& s, LayerIndex) { return s.block; },
            [](const Layer& s) { return blockPart(s.tower, s.block); });
    }

    std::vector<Candidate> layers(const Candidate& block) const
    {
        return grouped(
            block.layers, block.part, [](const Layer&, LayerIndex layer) { return layer; },
            [](const Layer& s) {
                return message("part.layer", {{"layer", s.name}});
            });
    }

    Candidate worst(std::string id, Message title, const std::vector<Candidate>& candidates, Message next)
    {
        auto& step = begin(std::move(id), std::move(title));
        for (const auto& candidate : candidates)
            add(step, candidate.name, measure(candidate), candidate.layers.size() == 1 ? candidate.layers.front() : -1);
        const auto it = std::max_element(step.evidence.begin(), step.evidence.end(),
                                         [](const auto& a, const auto& b) { return a.klNats < b.klNats; });
        it->worst = true;
        conclude(step, message("verdict.worst", {{"part", it->part}, {"loss", lossOf(*it, m_float.correct)}}),
                 std::move(next));
        return candidates[static_cast<size_t>(it - step.evidence.begin())];
    }

    const Finding* firstFinding(bool withFix) const
    {
        for (const auto& finding : m_run.diagnosis.findings)
            if (finding.layer == m_check.layer && (!withFix || finding.fix))
                return &finding;
        return nullptr;
    }

    void look()
    {
        auto& step = begin("look", message("step.look"));
        std::vector<Message> causes;
        for (const auto& finding : m_run.diagnosis.findings)
            if (finding.layer == m_check.layer)
                causes.push_back(finding.message);
        conclude(step,
                 causes.empty()
                     ? layerMessage(m_layers[static_cast<size_t>(m_check.layer)].name, message("verdict.no_cause"))
                     : message("verdict.causes", {{"causes", causes}}),
                 firstFinding(true) ? message("next.fix") : message("next.more_bits"));
    }

    void tryFix()
    {
        const auto& layer = m_layers[static_cast<size_t>(m_check.layer)];
        const auto* finding = firstFinding(true);
        const Fix spare{message("fix.layer_float"),
                        {layerEdit(layer, "weight_bits", 16), layerEdit(layer, "activation_bits", 16)}};
        m_check.fix = finding ? finding->fix : usableFix(m_run.context.recipe, m_run.context.outline, spare);
        if (!m_check.fix || !m_options.makeModels)
            return;
        auto& step = begin("fix", message("step.fix"));
        const auto progress = nextPart();
        const auto model =
            m_options.makeModels(applyFix(m_run.context.recipe, *m_check.fix), partOf(progress, 0, 0.7)).model;
        const auto after = m_meter.measure(model, CheckSubject{}, partOf(progress, 0.7, 1));
        add(step, m_check.fix->message, after);
        const auto& before = m_check.steps.front().evidence.at(2);
        step.evidence.back().worst = after.klNats >= before.klNats;
        const bool helps = after.klNats < before.klNats;
        const std::vector<Argument> numbers{{"before", before.correct},
                                            {"after", after.correct},
                                            {"questions", after.questions},
                                            {"kl_before", before.klNats},
                                            {"kl_after", after.klNats}};
        conclude(step, helps ? message("verdict.helps", numbers) : message("verdict.does_not_help", numbers),
                 helps ? message("next.apply") : message("next.other_layer"));
    }

    const CheckedRun& m_run;
    const std::vector<Layer>& m_layers;
    const GuidedCheckOptions& m_options;
    const Progress& m_progress;
    CheckMeter m_meter;
    std::vector<LayerIndex> m_quantizedLayers;
    CheckMeasure m_float;
    GuidedCheck m_check;
    double m_expected = 1, m_done = 0;
};

}

GuidedCheck runGuidedCheck(const CheckedRun& run, const Dataset& data, const GuidedCheckOptions& options,
                           const Progress& progress)
{
    return Check(run, data, options, progress).finish();
}

}
