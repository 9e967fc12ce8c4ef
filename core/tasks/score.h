// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace quantscope {

struct Question;

// Some answer is part of the prediction, both in lower case, outer white space off, line ends as spaces. An empty
// answer is part of everything; no answers: false.
bool containsAnswer(const std::vector<std::string>& answers, const std::string& prediction);

// VQA accuracy as VLMEvalKit computes it for TextVQA, in [0, 1]: after normalising punctuation, number words, articles
// and contractions, min(1, matches/3), averaged over leaving each answer out once.
double vqaAccuracy(const std::vector<std::string>& answers, const std::string& prediction);

// Average normalised Levenshtein similarity of one answer, in [0, 1]: the best answer's, 0 below 0.5 (DocVQA, InfoVQA).
double anls(const std::vector<std::string>& answers, const std::string& prediction);

struct CategoryScore
{
    std::string name;
    double correct = 0;
    int64_t total = 0;
};

struct ScoredAnswer
{
    const Question* question = nullptr;
    double score = 0; // in [0, 1]
};

struct Score
{
    double correct = 0; // the sum of all scores
    int64_t total = 0;
    std::vector<CategoryScore> categories;
    std::vector<CategoryScore> groups;
    double finalScore = 0;
    double finalScoreNorm = 0;
};

// The entry of this name, a new one at the end when there is none.
CategoryScore& entryFor(std::vector<CategoryScore>&, std::string_view name);

// Adds the answers to hits, total and categories; new categories follow in order of appearance.
void addAnswers(Score&, std::span<const ScoredAnswer>);

// The categories that appear, no groups, both final scores = 100 * hits / total.
Score summarizeCategories(std::span<const ScoredAnswer>);

}
