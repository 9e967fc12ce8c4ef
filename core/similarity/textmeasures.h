// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "words/chinesewords.h"
#include "words/wordnet.h"

namespace quantscope {

// How alike a text and the right one are; all in [0, 1].
struct TextMeasures
{
    double bleu = 0, meteor = 0;
    double fMeasure = 0; // of the sets of their words
    double editDistance = 0; // of their characters, over the length of the longer one
};

// As OCRBench v2 compares pages: of texts with Chinese characters (one of both has to) the words are jieba's, of others
// what stands between white space; case counts except for METEOR. Valid UTF-8, one of them not empty.
TextMeasures compareTexts(const std::string& right, const std::string& given, const WordNet&, const ChineseWords&);

// The mean of all four, with one minus the distance: OCRBench v2's score of a page.
double meanOf(const TextMeasures&);

}
