// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace quantscope {

struct Question;

struct CategoryScore
{
    std::string name;
    double correct = 0;
    int64_t total = 0;

    bool operator==(const CategoryScore&) const = default;
};

// What a benchmark reports beside the share of right answers: "F1", "accuracy+". In percent, sums of percents too.
struct Figure
{
    std::string name;
    std::string part; // the category, group or split that it is about; empty: all questions
    double value = 0;

    bool operator==(const Figure&) const = default;
};

struct ScoredAnswer
{
    const Question* question = nullptr;
    double score = 0; // in [0, 1]
    std::string_view text = {}; // the answer itself
};

struct Score
{
    std::string metric; // its id, see metrics(); empty in records of earlier versions
    double correct = 0; // the sum of all scores
    int64_t total = 0; // questions that are scored
    std::vector<CategoryScore> categories; // each question is in one of them
    std::vector<CategoryScore> groups; // of categories or of questions; may overlap
    std::vector<CategoryScore> splits; // by the column split, where the table has one
    std::vector<Figure> figures;
    double finalScore = 0; // the number that the benchmark is known by
    double finalScoreNorm = 0; // the same, from 0 to 100
    int64_t unscored = 0; // questions whose table tells no answer, or for which the metric has no rule
    int64_t failed = 0; // rows that could not be read or asked
};

// The entry of this name, a new one at the end when there is none.
CategoryScore& entryFor(std::vector<CategoryScore>&, std::string_view name);

// Adds one answer to an entry.
void addTo(CategoryScore&, double score);

// 100 * correct / total; 0 of nothing.
double percentOf(const CategoryScore&);

// Adds the answers to correct, total, categories and, by the column split, splits; new ones follow in order of
// appearance.
void addAnswers(Score&, std::span<const ScoredAnswer>);

// The categories and splits that appear, groups by the column l2-category, both final scores = 100 * correct / total.
Score summarizeParts(std::span<const ScoredAnswer>);

}
