// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>

#include "tasks/metric.h"

namespace quantscope {

// OCRBench v2 (arXiv 2501.00321), each category by the rule that VLMEvalKit has for it: text contained or similar,
// letters of multiple choice, counts, formulas, dictionaries by F1, boxes by their overlap, spotted text, tables,
// charts and documents by tree edit distance; pages, fine-grained text, translations and short texts by BLEU, METEOR,
// F-measure and edit distance, where WordNet and jieba's words are installed. Groups: eight English and five Chinese
// ones of categories; figures "English" and "Chinese" are the means of those groups that have rows, in percent, as
// VLMEvalKit has them; final is the mean of both figures.
extern const Metric ocrBenchV2Metric;

// All categories are its, and there are some.
bool hasOnlyOcrBenchV2Categories(const std::set<std::string, std::less<>>& categories);

}
