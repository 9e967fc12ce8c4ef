// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/guidedcheck.h"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "base/text.h"
#include "diagnosis/checkmeasure.h"
#include "diagnosis/hybrid.h"
#include "model/bundle.h"

namespace quantscope {
namespace {

constexpr double harmlessKl = 0.005; // nats
constexpr double clearlyWorse = 2; // times the divergence of the other part

// A group of layers that a step rounds alone.
struct Candidate
{
    std::string name;
    std::vector<SiteIndex> sites;
    Rounded part = Rounded::Both;
};

std::string hitsText(const CheckMeasure& m)
{
    return fmt::format("{} of {}", rounded(m.hits), m.questions);
}

std::string lost(const CheckEvidence& evidence, double floatHits)
{
    const double hits = floatHits - evidence.hits;
    return (hits > 0 ? "loses " + rounded(hits) + " of " + rounded(floatHits) + " hits" : "loses no hits") + ", KL " +
        rounded(evidence.klNats) + " nats";
}

class Check
{
public:
    Check(const CheckedRun& run, const Dataset& data, const GuidedCheckOptions& options, const Progress& progress)
        : m_run(run)
        , m_sites(run.reference.sites)
        , m_options(options)
        , m_progress(progress)
        , m_meter(run, data, options, partOf(progress, 0, 0.05))
    {
        for (size_t i = 0; i < m_sites.size(); ++i) {
            const auto& scheme = run.context.plan.schemes.at(i);
            if (scheme.quantizesWeight() || scheme.quantizesActivation())
                m_rounded.push_back(static_cast<SiteIndex>(i));
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
        const auto tower = worst("towers", "Which tower?", towers(part), "Look at its blocks.");
        const auto block = worst("blocks", "Which block of it?", blocks(tower), "Look at its layers.");
        const auto layer =
            worst("layers", "Which layer of it?", layers(block), "Look at what it does to its input and weight.");
        m_check.layer = layer.sites.front();
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

    CheckStep& begin(std::string id, std::string title)
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

    void add(CheckStep& step, std::string name, const CheckMeasure& measure, SiteIndex site = -1)
    {
        CheckEvidence evidence;
        evidence.name = std::move(name);
        evidence.hits = measure.hits;
        evidence.questions = measure.questions;
        evidence.klNats = measure.klNats;
        evidence.site = site;
        step.evidence.push_back(std::move(evidence));
        tell();
    }

    void conclude(CheckStep& step, std::string verdict, std::string next)
    {
        step.verdict = std::move(verdict);
        step.next = std::move(next);
        tell();
    }

    CheckMeasure measure(const Candidate& candidate)
    {
        std::vector<char> isRounded(m_sites.size());
        std::string key = fmt::format("part {} layers", static_cast<int>(candidate.part));
        for (const SiteIndex site : candidate.sites) {
            isRounded[static_cast<size_t>(site)] = true;
            key += fmt::format(" {}", site);
        }
        const auto model = hybridModel(m_run.reference, m_run.quantized, candidate.part,
                                       [&](SiteIndex site) { return isRounded[static_cast<size_t>(site)] != 0; });
        return m_meter.measure(model, key, nextPart());
    }

    // Also whether there is anything to look for.
    bool isFloatSane()
    {
        auto& step = begin("float", "Is the float model sane?");
        m_float = m_meter.floatModel(nextPart());
        add(step, "the checkpoint", m_float);
        const auto transformed = measure({"", {}, Rounded::Both});
        add(step, "after folding and rotation", transformed);
        const auto all = measure({"", m_rounded, Rounded::Both});
        add(step, "quantized", all);
        if (m_float.hits <= 0) {
            conclude(step,
                     "The float model answers nothing right: checkpoint or questions are at fault, not quantization.",
                     "Check the model folder, its tokenizer and the questions.");
            return false;
        }
        const auto& check = m_run.diagnosis.transforms;
        if (transformed.klNats > harmlessKl || (check && !check->isWhole())) {
            step.evidence[1].worst = true;
            const bool named = !m_run.diagnosis.findings.empty() && m_run.diagnosis.findings.front().site < 0;
            conclude(step,
                     "Folding and rotation alone change the answers: " + hitsText(transformed) + " hits against " +
                         hitsText(m_float) +
                         (named ? "; " + m_run.diagnosis.findings.front().sentence : std::string()) + ".",
                     "Change the transforms before looking at any rounding.");
            if (named)
                m_check.fix = m_run.diagnosis.findings.front().fix;
            return false;
        }
        if (all.klNats < harmlessKl && all.hits >= m_float.hits) {
            conclude(step, "The quantized model answers as the float model does: there is nothing to look for.", "");
            return false;
        }
        step.evidence[2].worst = true;
        conclude(step, "Float and transformed model agree; quantization " + lost(step.evidence[2], m_float.hits) + ".",
                 "Tell weights from activations.");
        return true;
    }

    // Both when neither is clearly worse.
    Rounded worsePart()
    {
        auto& step = begin("parts", "Weights or activations?");
        add(step, "weights only", measure({"", m_rounded, Rounded::WeightOnly}));
        add(step, "activations only", measure({"", m_rounded, Rounded::InputOnly}));
        auto &weights = step.evidence[0], &inputs = step.evidence[1];
        const bool weightsWorse = weights.klNats > clearlyWorse * inputs.klNats;
        const bool inputsWorse = inputs.klNats > clearlyWorse * weights.klNats;
        weights.worst = !inputsWorse;
        inputs.worst = !weightsWorse;
        const auto worse = inputsWorse ? "Rounding the activations"
            : weightsWorse             ? "Rounding the weights"
                                       : "Both do harm: rounding the weights";
        conclude(step,
                 std::string(worse) + " " + lost(inputsWorse ? inputs : weights, m_float.hits) + "; " +
                     (inputsWorse ? "rounding the weights " + lost(weights, m_float.hits)
                                  : "rounding the activations " + lost(inputs, m_float.hits)) +
                     ".",
                 "Find the tower.");
        return inputsWorse ? Rounded::InputOnly : weightsWorse ? Rounded::WeightOnly : Rounded::Both;
    }

    // Sites of the candidate by a key of theirs, in order.
    template <typename Key, typename Name>
    std::vector<Candidate> grouped(const std::vector<SiteIndex>& sites, Rounded part, const Key& key,
                                   const Name& name) const
    {
        std::vector<Candidate> groups;
        std::vector<int> keys;
        for (const SiteIndex site : sites) {
            const auto& s = m_sites[static_cast<size_t>(site)];
            const int k = key(s, site);
            auto it = std::find(keys.begin(), keys.end(), k);
            if (it == keys.end()) {
                keys.push_back(k);
                groups.push_back({name(s), {}, part});
                it = keys.end() - 1;
            }
            groups[static_cast<size_t>(it - keys.begin())].sites.push_back(site);
        }
        return groups;
    }

    std::vector<Candidate> towers(Rounded part) const
    {
        return grouped(
            m_rounded, part, [](const Site& s, SiteIndex) { return static_cast<int>(s.tower); },
            [](const Site& s) { return std::string(towerId(s.tower)); });
    }

    std::vector<Candidate> blocks(const Candidate& tower) const
    {
        return grouped(
            tower.sites, tower.part, [](const Site& s, SiteIndex) { return s.block; },
            [](const Site& s) {
                return std::string(towerId(s.tower)) +
                    (s.block < 0 ? ", outside the blocks" : fmt::format(" block {}", s.block));
            });
    }

    std::vector<Candidate> layers(const Candidate& block) const
    {
        return grouped(
            block.sites, block.part, [](const Site&, SiteIndex site) { return site; },
            [](const Site& s) { return s.name; });
    }

    Candidate worst(std::string id, std::string title, const std::vector<Candidate>& candidates, std::string next)
    {
        auto& step = begin(std::move(id), std::move(title));
        for (const auto& candidate : candidates)
            add(step, candidate.name, measure(candidate), candidate.sites.size() == 1 ? candidate.sites.front() : -1);
        const auto it = std::max_element(step.evidence.begin(), step.evidence.end(),
                                         [](const auto& a, const auto& b) { return a.klNats < b.klNats; });
        it->worst = true;
        conclude(step, it->name + " alone " + lost(*it, m_float.hits) + ".", std::move(next));
        return candidates[static_cast<size_t>(it - step.evidence.begin())];
    }

    const Finding* firstFinding(bool withFix) const
    {
        for (const auto& finding : m_run.diagnosis.findings)
            if (finding.site == m_check.layer && (!withFix || finding.fix))
                return &finding;
        return nullptr;
    }

    void look()
    {
        auto& step = begin("look", "What is wrong there?");
        std::string text;
        for (const auto& finding : m_run.diagnosis.findings)
            if (finding.site == m_check.layer)
                text += (text.empty() ? "" : "; ") + finding.sentence;
        conclude(step,
                 text.empty()
                     ? m_sites[static_cast<size_t>(m_check.layer)].name + ": no known cause shows in its numbers."
                     : text + ".",
                 firstFinding(true) ? "Try the fix." : "Give it more bits, or leave it in floating point.");
    }

    void tryFix()
    {
        const auto& site = m_sites[static_cast<size_t>(m_check.layer)];
        const auto* finding = firstFinding(true);
        const Fix spare{"leave this layer in floating point",
                        {layerEdit(site, "weight_bits", 16), layerEdit(site, "activation_bits", 16)}};
        m_check.fix = finding ? finding->fix : usableFix(m_run.context.recipe, m_run.context.outline, spare);
        if (!m_check.fix || !m_options.makeModel)
            return;
        auto& step = begin("fix", "Does it help?");
        const auto progress = nextPart();
        const auto model = m_options.makeModel(applyFix(m_run.context.recipe, *m_check.fix), partOf(progress, 0, 0.7));
        const auto after = m_meter.measure(model, {}, partOf(progress, 0.7, 1));
        add(step, m_check.fix->sentence, after);
        const auto& before = m_check.steps.front().evidence.at(2);
        step.evidence.back().worst = after.klNats >= before.klNats;
        const bool helps = after.klNats < before.klNats;
        conclude(step,
                 fmt::format("{}: hits {} → {} of {}, KL {} → {} nats.", helps ? "Yes" : "No", rounded(before.hits),
                             rounded(after.hits), after.questions, rounded(before.klNats), rounded(after.klNats)),
                 helps ? "Apply it and check again." : "Keep the recipe; look at the next layer.");
    }

    const CheckedRun& m_run;
    const std::vector<Site>& m_sites;
    const GuidedCheckOptions& m_options;
    const Progress& m_progress;
    CheckMeter m_meter;
    std::vector<SiteIndex> m_rounded;
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
