// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "tasks/metric.h"
#include "words/vqanormalize.h"

namespace quantscope {

// Some answer is part of the prediction, both in lower case, outer white space off, line ends as spaces. An empty
// answer is part of everything; no answers: false.
bool containsAnswer(const std::vector<std::string>& answers, const std::string& prediction);

// Some answer is the prediction, but for case and outer white space (VLMEvalKit's rule for OCRVQA and GQA).
bool equalsAnswer(const std::vector<std::string>& answers, const std::string& prediction);

// The same after vqaNormalized(); texts of which nothing but articles is left keep these.
bool equalsNormalized(const std::vector<std::string>& answers, const std::string& prediction);

// VQA accuracy as VLMEvalKit computes it for TextVQA, in [0, 1]: after vqaNormalized(), min(1, matches/3), averaged
// over leaving each answer out once. A single answer cannot be left out: it matches or does not.
double vqaAccuracy(const std::vector<std::string>& answers, const std::string& prediction,
                   PunctuationRule = PunctuationRule::UntilMay2025);

// Average normalised Levenshtein similarity of one answer, in [0, 1]: the best answer's, 0 below 0.5 (DocVQA, InfoVQA).
// The distance is that of the texts with single spaces, the length that of the texts as they are.
double anls(const std::vector<std::string>& answers, const std::string& prediction);

// Relaxed accuracy (arXiv 2203.10244) of one answer: numbers may be off by 5 % of the answer, "%" divides by 100; all
// else, and anything compared with the answer 0, is equal but for case.
bool isRelaxedMatch(const std::string& answer, const std::string& prediction);

extern const Metric exactMetric, exactTextMetric, containsMetric;
extern const Metric vqaMetric, vqa2025Metric; // the punctuation rules until and since May 2025
extern const Metric anlsMetric;
// Swapped: answer and prediction in each other's place, as VLMEvalKit's copy in MQuant has them.
extern const Metric relaxedMetric, relaxedSwappedMetric;

}
