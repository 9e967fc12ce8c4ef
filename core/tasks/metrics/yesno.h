// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "tasks/metric.h"

namespace quantscope {

enum class YesNo { Unknown, Yes, No };

// What a text says, as VLMEvalKit reads it without a judge model: its words, without punctuation and case, have one of
// yes and no.
YesNo yesNoOf(std::string_view text);

// Categories and splits.
extern const Metric yesNoMetric;

// MME (arXiv 2306.13394). Figures of each category: "accuracy+", the share of images with both questions right, and
// "score", accuracy and accuracy+ together; "perception" and "reasoning" sum the scores of ten and four categories,
// final is their sum, at most 2800.
extern const Metric mmeMetric;
// All categories are MME's, and one of the reasoning ones is among them.
bool hasOnlyMmeCategories(const std::set<std::string, std::less<>>& categories);

// POPE (arXiv 2305.10355). Groups by the parts of the category, "adversarial,popular" counts in two. Figures of all
// and of each group, a question counted once for each part as VLMEvalKit does: "F1", "precision" and "recall" of Yes;
// final is F1.
extern const Metric popeMetric;

// HallusionBench (arXiv 2310.14566). Figures of all, of each category and of each l2-category: "aAcc", and "fAcc" and
// "qAcc", the shares of figures and of questions with all answers right; final is the mean of the three. Set, figure
// and question stand in columns set_id, figure_id and question_id, or in the index: VD_illusion_1_0_0_2 is question 2
// on figure 0 of set 0.
extern const Metric hallusionMetric;

}
