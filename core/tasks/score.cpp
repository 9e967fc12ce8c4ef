// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/score.h"

#include <algorithm>

#include "tasks/dataset.h"

namespace quantscope {

CategoryScore& entryFor(std::vector<CategoryScore>& scores, std::string_view name)
{
    const auto found =
        std::find_if(scores.begin(), scores.end(), [&](const CategoryScore& s) { return s.name == name; });
    return found != scores.end() ? *found : scores.emplace_back(CategoryScore{std::string(name), 0, 0});
}

void addTo(CategoryScore& entry, double score)
{
    entry.correct += score;
    ++entry.total;
}

double percentOf(const CategoryScore& entry)
{
    return entry.total == 0 ? 0.0 : 100.0 * entry.correct / static_cast<double>(entry.total);
}

void addAnswers(Score& score, std::span<const ScoredAnswer> answers)
{
    for (const auto& answer : answers) {
        addTo(entryFor(score.categories, answer.question->category), answer.score);
        if (const auto split = answer.question->columns.find("split"); split != answer.question->columns.end())
            addTo(entryFor(score.splits, split->second), answer.score);
        score.correct += answer.score;
        ++score.total;
    }
}

Score summarizeParts(std::span<const ScoredAnswer> answers)
{
    Score score;
    addAnswers(score, answers);
    for (const auto& answer : answers)
        if (const auto group = answer.question->columns.find("l2-category"); group != answer.question->columns.end())
            addTo(entryFor(score.groups, group->second), answer.score);
    score.finalScore = percentOf({"", score.correct, score.total});
    score.finalScoreNorm = score.finalScore;
    return score;
}

}
