// SPDX-License-Identifier: GPL-3.0-or-later
// Which single change helps a run most, measured: every candidate's model is made and asked what the run was asked.
// Ranked by KL(float ‖ candidate) of the next token, which tells two changes apart on fewer questions than right
// answers do.

#include "diagnosis/fixtrials.h"

#include <algorithm>

#include "base/error.h"

namespace quantscope {
namespace {

constexpr double harmlessKl = 0.005; // nats
constexpr size_t pairedFixes = 3; // each with each other
constexpr double startShare = 0.05; // of the progress: the float model and the run
constexpr double making = 0.6; // of one trial

double effortOf(FixCost cost)
{
    switch (cost) {
    case FixCost::Ranges: return 1;
    case FixCost::Weights: return 2;
    case FixCost::Transforms: return 3;
    }
    return 1;
}

class Trials
{
public:
    Trials(const CheckedRun& run, std::span<const LayerReport> layers, const Dataset& data,
           const FixTrialOptions& options, const Progress& progress)
        : m_run(run)
        , m_options(options)
        , m_progress(progress)
        , m_meter(run, data, options, partOf(progress, 0, startShare / 3))
        , m_candidates(fixCandidates({run.context, run.diagnosis, layers}))
    {
        for (const auto& candidate : m_candidates)
            m_effort += effortOf(candidate.cost);
        m_effort += pairedFixes * effortOf(FixCost::Transforms);
    }

    FixTrials finish()
    {
        if (!start())
            return std::move(m_trials);
        for (const auto& candidate : m_candidates) {
            --m_trials.waiting;
            tryOne(candidate);
        }
        for (const auto& pair : bestPairs())
            tryOne(pair);
        return std::move(m_trials);
    }

private:
    // False when there is nothing to heal.
    bool start()
    {
        const auto asked = m_meter.floatModel(partOf(m_progress, startShare / 3, 2 * startShare / 3));
        const CheckSubject subject{"the run", m_run.outputKey};
        const auto now = m_meter.measure(m_run.quantized, subject, partOf(m_progress, 2 * startShare / 3, startShare));
        m_trials.floatCorrect = asked.correct;
        m_trials.correct = now.correct;
        m_trials.klNats = now.klNats;
        m_trials.questions = now.questions;
        m_trials.klQuestions = std::min(m_options.klQuestions, now.questions);
        m_trials.lossless = now.klNats < harmlessKl && now.correct >= asked.correct;
        m_trials.waiting = m_trials.lossless ? 0 : static_cast<int64_t>(m_candidates.size());
        tell();
        return !m_trials.lossless;
    }

    void tell() const
    {
        if (m_options.updated)
            m_options.updated(m_trials);
    }

    Progress nextPart(FixCost cost)
    {
        const auto at = [this] { return startShare + (1 - startShare) * std::min(1.0, m_done / m_effort); };
        const double from = at();
        m_done += effortOf(cost);
        return partOf(m_progress, from, at());
    }

    CheckMeasure measure(const Fix& fix, const Progress& progress)
    {
        const auto recipe = applyFix(m_run.context.recipe, fix);
        CheckSubject subject{"change " + recipeToJson(recipe).dump(), {}, m_trials.klNats};
        if (const auto known = m_meter.known(subject.key))
            return *known;
        const auto models = m_options.makeModels(recipe, partOf(progress, 0, making));
        subject.answersKey = models.outputKey;
        return m_meter.measure(models.model, subject, partOf(progress, making, 1));
    }

    void tryOne(const FixCandidate& candidate)
    {
        TriedFix tried;
        tried.candidate = candidate;
        try {
            const auto measured = measure(candidate.fix, nextPart(candidate.cost));
            tried.klNats = measured.klNats;
            tried.correct = measured.correct;
            tried.questions = measured.questions;
        } catch (const Error& error) {
            tried.problem = error.what();
        }
        const auto behind = std::find_if(m_trials.tried.begin(), m_trials.tried.end(), [&](const TriedFix& other) {
            return tried.problem.empty() && (!other.problem.empty() || other.klNats > tried.klNats);
        });
        m_trials.tried.insert(behind, std::move(tried));
        tell();
    }

    // Of different kinds, so that three observers do not fill the list.
    std::vector<FixCandidate> bestPairs() const
    {
        std::vector<const FixCandidate*> best;
        for (const auto& tried : m_trials.tried) {
            const bool isNew = std::none_of(best.begin(), best.end(), [&](const FixCandidate* other) {
                return other->kind == tried.candidate.kind;
            });
            if (tried.questions > 0 && isNew && best.size() < pairedFixes)
                best.push_back(&tried.candidate);
        }
        std::vector<FixCandidate> pairs;
        for (size_t i = 0; i < best.size(); ++i)
            for (size_t k = i + 1; k < best.size(); ++k)
                if (auto pair = bothOf(m_run.context, best[i]->fix, best[k]->fix))
                    pairs.push_back(std::move(*pair));
        return pairs;
    }

    const CheckedRun& m_run;
    const FixTrialOptions& m_options;
    const Progress& m_progress;
    CheckMeter m_meter;
    std::vector<FixCandidate> m_candidates;
    FixTrials m_trials;
    double m_effort = 0, m_done = 0;
};

}

FixTrials tryFixes(const CheckedRun& run, std::span<const LayerReport> layers, const Dataset& data,
                   const FixTrialOptions& options, const Progress& progress)
{
    if (!options.makeModels)
        throw Error("fixes cannot be tried: nothing makes their models");
    return Trials(run, layers, data, options, progress).finish();
}

}
