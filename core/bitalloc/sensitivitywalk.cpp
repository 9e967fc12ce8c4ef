// SPDX-License-Identifier: GPL-3.0-or-later
// Teacher forcing: prompt and float answer a go through the model in one pass, whose logits at the last prompt token
// and at each token of a give the distributions p (float) and q (candidate); KL(p‖q) = Σ p (log p - log q). Where the
// likeliest tokens of p and q are the same all along, greedy decoding gives the same answer, and it is made anew only
// elsewhere.

#include "bitalloc/sensitivitywalk.h"

#include <algorithm>
#include <atomic>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/log_softmax.h>

#include "answering/questions.h"
#include "base/parallel.h"
#include "tasks/chosenmetric.h"

namespace quantscope {
namespace {

constexpr int64_t walkTiles = 4;

}

SensitivityWalk::SensitivityWalk(const LoadedModel& loaded, const Model& reference, const Dataset& data,
                                 std::span<const size_t> rows, int threads, const Progress& progress)
    : m_loaded(loaded)
    , m_reference(reference)
    , m_data(data)
    , m_threads(workersOn(reference.device(), threads))
    , m_steps(stepsOf(reference, StepKind::PatchEmbedding, StepKind::DecoderBlock))
    , m_samples(rows.size())
{
    auto prompts = prepareQuestions(loaded, data, rows, threads, progress);
    std::atomic<size_t> done{0};
    parallelFor(static_cast<int64_t>(rows.size()), m_threads, [&](int64_t i) {
        auto& sample = m_samples[static_cast<size_t>(i)];
        sample.row = rows[static_cast<size_t>(i)];
        sample.prompt = std::move(prompts[static_cast<size_t>(i)]);
        start(sample, progress);
        progress.step(double(++done) / double(rows.size()), "answer with the float model");
    });
}

double SensitivityWalk::scoreOf(const Sample& sample, const std::vector<int64_t>& tokens) const
{
    const auto& question = m_data.questions[sample.row];
    const auto& metric = metricOf(m_data);
    return canScore(metric, question)
        ? metric.score(question, scoredText(m_loaded, *m_data.benchmark, answerText(m_loaded, tokens)))
        : 0;
}

void SensitivityWalk::start(Sample& sample, const Progress& progress) const
{
    const auto answer =
        generate(m_reference, std::span(&sample.prompt, 1), m_loaded.generation, plainPass(m_reference), progress)
            .front();
    sample.score = scoreOf(sample, answer);
    sample.forced = sample.prompt;
    sample.forced.ids.insert(sample.forced.ids.end(), answer.begin(), answer.end());
    sample.stream = startStream(m_reference, std::span(&sample.forced, 1), {m_loaded.generation.imageToken, walkTiles});
    sample.logProbs = logProbs(m_reference, sample);
}

double SensitivityWalk::floatCorrect() const
{
    double correct = 0;
    for (const auto& sample : m_samples)
        correct += sample.score;
    return correct;
}

at::Tensor SensitivityWalk::logProbs(const Model& model, const Sample& sample) const
{
    auto stream = sample.stream;
    const auto pass = plainPass(model);
    walk(std::span(m_steps).subspan(m_step), {model, stream, pass});
    const auto from = static_cast<int64_t>(sample.prompt.ids.size()) - 1;
    const auto count = static_cast<int64_t>(sample.forced.ids.size() - sample.prompt.ids.size()) + 1;
    const auto tokens = rowsToTokens(stream.packed.front(), stream.decoder.front());
    const auto logits = headLogits(model, {tokens.narrow(0, from, count)}, pass).front();
    return at::log_softmax(logits.to(at::kDouble), -1);
}

void SensitivityWalk::goTo(LayerIndex layer, const Progress& progress)
{
    const auto wanted = static_cast<size_t>(
        std::find(m_steps.begin(), m_steps.end(), stepOf(m_reference.layers.at(static_cast<size_t>(layer)))) -
        m_steps.begin());
    if (wanted <= m_step)
        return;
    const auto steps = std::span(m_steps).subspan(m_step, wanted - m_step);
    const auto pass = plainPass(m_reference);
    parallelFor(static_cast<int64_t>(m_samples.size()), m_threads, [&](int64_t i) {
        walk(steps, {m_reference, m_samples[static_cast<size_t>(i)].stream, pass}, checking(progress));
    });
    m_step = wanted;
}

AnswerHarm SensitivityWalk::measure(const Model& candidate, bool answers, const Progress& progress) const
{
    struct Part
    {
        double divergence = 0, lost = 0;
        int64_t tokens = 0;
    };
    std::vector<Part> parts(m_samples.size());
    Progress inside;
    inside.cancelled = progress.cancelled;
    parallelFor(static_cast<int64_t>(parts.size()), m_threads, [&](int64_t i) {
        inside.check();
        const auto& sample = m_samples[static_cast<size_t>(i)];
        auto& part = parts[static_cast<size_t>(i)];
        const auto q = logProbs(candidate, sample);
        const auto& p = sample.logProbs;
        part.divergence = std::max(0.0, (p.exp() * (p - q)).sum().item<double>());
        part.tokens = p.size(0);
        if (!answers || at::equal(p.argmax(-1), q.argmax(-1)))
            return;
        const auto tokens =
            generate(candidate, std::span(&sample.prompt, 1), m_loaded.generation, plainPass(candidate), inside);
        part.lost = sample.score - scoreOf(sample, tokens.front());
    });
    AnswerHarm harm;
    int64_t tokens = 0;
    for (const auto& part : parts) {
        harm.kl += part.divergence;
        harm.lostCorrect += part.lost;
        tokens += part.tokens;
    }
    harm.kl /= double(std::max<int64_t>(1, tokens));
    return harm;
}

}
