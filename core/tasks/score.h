// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tasks/dataset.h"

namespace quantscope {

// OCRBench: some answer, normalised, is part of the normalised prediction. Normalised is lower case, outer white space
// off, line ends to spaces; for handwritten mathematical expressions the case is kept and all spaces are removed.
// An empty answer always hits, an empty list never.
bool isOcrBenchHit(const std::string& category, const std::vector<std::string>& answers, const std::string& prediction);

// VQA accuracy as VLMEvalKit computes it for TextVQA, in [0, 1]: after normalising punctuation, number words, articles
// and contractions, min(1, matches/3), averaged over leaving each answer out once.
double vqaAccuracy(const std::vector<std::string>& answers, const std::string& prediction);

// Average normalised Levenshtein similarity of one answer, in [0, 1]: the best answer's, 0 below 0.5 (DocVQA, InfoVQA).
double anls(const std::vector<std::string>& answers, const std::string& prediction);

// One of the three, in [0, 1].
double scoreAnswer(Metric metric, const std::string& category, const std::vector<std::string>& answers,
                   const std::string& prediction);

struct CategoryScore
{
    std::string name;
    double hits = 0;
    int64_t total = 0;
};

struct ScoredAnswer
{
    std::string category;
    double hit = 0;
};

struct Score
{
    double hits = 0;
    int64_t total = 0;
    std::vector<CategoryScore> categories;
    std::vector<CategoryScore> groups;
    double finalScore = 0;
    double finalScoreNorm = 0;
};

// OCRBench: its ten categories in its order, five groups (the first six categories are "Text Recognition"), finalScore
// = hits and finalScoreNorm = hits / 10 whatever the number of rows. Other categories, which the original cannot
// count, follow in order of appearance, belong to no group and count in hits and total.
// Other metrics: the categories that appear, no groups, both final scores = 100 * hits / total.
Score summarize(Metric metric, const std::vector<ScoredAnswer>& answers);

}
