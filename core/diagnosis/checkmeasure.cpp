// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/checkmeasure.h"

#include <numeric>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/tensor.h>
#include <fmt/core.h>

#include "answering/answercache.h"
#include "answering/answering.h"
#include "answering/evaluate.h"
#include "answering/questions.h"
#include "base/parallel.h"
#include "model/answerlogits.h"
#include "numeric/divergence.h"
#include "subset/questionsubset.h"

namespace quantscope {

Entry encode(const CheckMeasure& measure)
{
    Entry entry;
    entry.meta = {{"hits", measure.correct}, {"questions", measure.questions}};
    entry.tensors["kl"] = at::tensor({measure.klNats}, at::kDouble);
    return entry;
}

void decode(const Entry& entry, CheckMeasure& measure)
{
    measure.correct = entry.meta.at("hits").get<double>();
    measure.questions = entry.meta.at("questions").get<int64_t>();
    const auto it = entry.tensors.find("kl");
    if (it == entry.tensors.end() || it->second.scalar_type() != at::kDouble || it->second.numel() != 1)
        throw Error("cache entry: the divergence is missing");
    measure.klNats = it->second.item<double>();
}

int64_t bytesOf(const CheckMeasure&)
{
    return static_cast<int64_t>(sizeof(CheckMeasure));
}

CheckMeter::CheckMeter(const CheckedRun& run, const Dataset& data, const CheckMeterOptions& options,
                       const Progress& progress)
    : m_run(run)
    , m_data(data)
    , m_options(options)
    , m_rows(rowsOf(stratifiedQuestions(options.questions), data))
{
    const auto some = std::min<size_t>(m_rows.size(), static_cast<size_t>(std::max<int64_t>(0, options.klQuestions)));
    std::vector<RowProblem> ignored; // the run has reported them
    const auto rows = usableRows(run.loaded, data, {m_rows.begin(), m_rows.begin() + static_cast<ptrdiff_t>(some)},
                                 options.threads, ignored, progress);
    const size_t count = rows.size();
    m_inputs = prepareQuestions(run.loaded, data, rows, options.threads, progress);
    m_answers.resize(count);
    m_logits.resize(count);
    const auto& model = run.loaded.model;
    parallelFor(static_cast<int64_t>(count), workersOn(model.device(), options.threads), [&](int64_t i) {
        const auto k = static_cast<size_t>(i);
        m_answers[k] = answerAlone(run.loaded, model, m_inputs[k], progress);
        m_logits[k] = answerLogits(model, m_inputs[k], visualOf(run.loaded, model, m_inputs[k], progress), m_answers[k],
                                   run.loaded.generation.imageToken, plainPass(model), progress);
    });
}

double CheckMeter::divergence(const Model& model, const Progress& progress) const
{
    std::vector<double> sums(m_inputs.size());
    std::vector<int64_t> counts(m_inputs.size());
    parallelFor(static_cast<int64_t>(m_inputs.size()), workersOn(model.device(), m_options.threads), [&](int64_t i) {
        const auto k = static_cast<size_t>(i);
        const auto logits = answerLogits(model, m_inputs[k], visualOf(m_run.loaded, model, m_inputs[k], progress),
                                         m_answers[k], m_run.loaded.generation.imageToken, plainPass(model), progress);
        sums[k] = klDivergence(m_logits[k], logits).sum().item<double>();
        counts[k] = logits.size(0);
    });
    const auto rows = std::accumulate(counts.begin(), counts.end(), int64_t(0));
    return std::accumulate(sums.begin(), sums.end(), 0.0) / static_cast<double>(std::max<int64_t>(1, rows));
}

CheckMeasure CheckMeter::floatModel(const Progress& progress)
{
    EvaluateOptions options;
    options.threads = m_options.threads;
    options.rows = m_rows;
    if (m_options.floatAnswers)
        keepAnswers(options, m_options.floatAnswers, "float");
    const auto evaluation = evaluate(m_run.loaded, m_run.loaded.model, m_data, options, progress);
    return {evaluation.score.correct, 0, evaluation.score.total};
}

std::string CheckMeter::description(const std::string& key) const
{
    return fmt::format("{}\ncheck {}\nstratified {} {}", m_run.outputKey, key, m_options.questions,
                       m_options.klQuestions);
}

std::optional<CheckMeasure> CheckMeter::known(const std::string& key) const
{
    if (key.empty() || m_run.outputKey.empty() || !m_options.answers)
        return {};
    const auto cached = m_options.answers->get<CheckMeasure>(checkStage, description(key));
    return cached ? std::optional(*cached) : std::nullopt;
}

CheckMeasure CheckMeter::measure(const Model& model, const CheckSubject& subject, const Progress& progress)
{
    if (const auto cached = known(subject.key))
        return *cached;
    CheckMeasure measure;
    measure.klNats = divergence(model, partOf(progress, 0, 0.2));
    if (!subject.askedBelowKl || measure.klNats < *subject.askedBelowKl) {
        EvaluateOptions options;
        options.threads = m_options.threads;
        options.rows = m_rows;
        if (m_options.answers && !subject.answersKey.empty())
            keepAnswers(options, m_options.answers, subject.answersKey);
        const auto score = evaluate(m_run.loaded, model, m_data, options, partOf(progress, 0.2, 1)).score;
        measure.correct = score.correct;
        measure.questions = score.total;
    }
    if (!subject.key.empty() && !m_run.outputKey.empty() && m_options.answers)
        m_options.answers->put<CheckMeasure>(checkStage, description(subject.key),
                                             std::make_shared<const CheckMeasure>(measure));
    return measure;
}

}
