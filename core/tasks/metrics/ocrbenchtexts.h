// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

namespace quantscope {

struct Question;

// The rules of OCRBench v2 for texts, in [0, 1]; its column eval says "multiple choice" or "case sensitive" where a
// question wants that.

// Answers of less than five words are part of the prediction; longer ones are similar by 1 - distance / length, below
// 0.5 not at all.
double scoreReading(const Question&, const std::string& prediction);
// The same without spaces; short are answers with fewer than three commas.
double scoreChineseReading(const Question&, const std::string& prediction);
// How the answers' texts compare by the first of these rules.
double readingOf(const std::vector<std::string>& answers, const std::string& prediction);

// The first number of the prediction against the answer, 1 - relative error above 0.5; with eval "exact match" the
// answer is part of the prediction.
double scoreCounting(const Question&, const std::string& prediction);

// The answer is part of the prediction, spaces aside; in Chinese ones \\text{…} stands for its content.
double scoreFormula(const Question&, const std::string& prediction);
double scoreChineseFormula(const Question&, const std::string& prediction);

// How alike the prediction and the first answer are by meanOf(TextMeasures); an empty prediction is not. Wants
// installedWords().
double scorePage(const Question&, const std::string& prediction);

// The letters of a multiple choice stand together or divided by one of ten signs; the answer to a question for a short
// text (简答) is compared as a page.
double scoreHandwritten(const Question&, const std::string& prediction);
bool asksForShortText(const Question&);

// F1 of the entries of a dictionary, the best over the right values where an entry has several.
double scoreDictionary(const Question&, const std::string& prediction);

// The entries of a dictionary as models write it: in a code fence, as JSON, as Python, or as loose "key: value".
std::map<std::string, std::string> dictionaryIn(const std::string& prediction);

}
