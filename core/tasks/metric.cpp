// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/metric.h"

#include <algorithm>
#include <array>

#include "base/unicode.h"
#include "tasks/dataset.h"
#include "tasks/metrics/choice.h"
#include "tasks/metrics/ocrbenchmetric.h"
#include "tasks/metrics/ocrbenchv2.h"
#include "tasks/metrics/textanswers.h"
#include "tasks/metrics/yesno.h"

namespace quantscope {
namespace {

constexpr std::array metricRows{&exactMetric,   &exactTextMetric,      &containsMetric, &vqaMetric,
                                &vqa2025Metric, &anlsMetric,           &relaxedMetric,  &relaxedSwappedMetric,
                                &choiceMetric,  &choiceCircularMetric, &yesNoMetric,    &mmeMetric,
                                &popeMetric,    &hallusionMetric,      &ocrBenchMetric, &ocrBenchV2Metric};

bool hasRule(const Metric& metric, const Question& question)
{
    const bool hasAnswer = std::any_of(question.answers.begin(), question.answers.end(),
                                       [](const std::string& answer) { return !stripped(answer).empty(); });
    return hasAnswer && (!metric.scores || metric.scores(question));
}

}

std::span<const Metric* const> metrics()
{
    return metricRows;
}

const Metric* findMetric(std::string_view id)
{
    const auto found = std::find_if(metricRows.begin(), metricRows.end(), [&](auto* row) { return row->id == id; });
    return found != metricRows.end() ? *found : nullptr;
}

bool canScore(const Metric& metric, const Question& question)
{
    return hasRule(metric, question) && (!metric.lacks || metric.lacks(question).empty());
}

std::string lackedBy(const Metric& metric, const Question& question)
{
    return metric.lacks && hasRule(metric, question) ? metric.lacks(question) : std::string();
}

Score summarize(const Metric& metric, std::span<const ScoredAnswer> answers)
{
    std::vector<ScoredAnswer> scored;
    for (const auto& answer : answers)
        if (canScore(metric, *answer.question))
            scored.push_back(answer);
    auto score = metric.summarize(scored);
    score.metric = metric.id;
    score.unscored = static_cast<int64_t>(answers.size() - scored.size());
    return score;
}

}
