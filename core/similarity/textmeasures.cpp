// SPDX-License-Identifier: GPL-3.0-or-later
#include "similarity/textmeasures.h"

#include <algorithm>
#include <set>

#include "base/unicode.h"
#include "similarity/bleu.h"
#include "similarity/editdistance.h"
#include "similarity/meteor.h"

namespace quantscope {
namespace {

bool hasChinese(const std::u32string& text)
{
    return std::any_of(text.begin(), text.end(), [](char32_t c) { return c >= 0x4e00 && c <= 0x9fa5; });
}

// Precision and recall of a set of words in their harmonic mean.
double fMeasureOf(const std::set<std::string>& right, const std::set<std::string>& given)
{
    const auto common = static_cast<double>(
        std::count_if(given.begin(), given.end(), [&](const std::string& word) { return right.contains(word); }));
    return common == 0 ? 0.0 : 2 * common / static_cast<double>(right.size() + given.size());
}

}

TextMeasures compareTexts(const std::string& right, const std::string& given, const WordNet& wordNet,
                          const ChineseWords& chinese)
{
    const auto rightLetters = toUtf32(right), givenLetters = toUtf32(given);
    const bool isChinese = hasChinese(rightLetters) || hasChinese(givenLetters);
    const auto expected = isChinese ? chinese.cut(right) : splitOnSpace(right);
    const auto words = isChinese ? chinese.cut(given) : splitOnSpace(given);
    TextMeasures measures;
    measures.bleu = bleu(expected, words);
    measures.meteor = meteor(expected, words, [&](const std::string& stem) { return wordNet.synonyms(stem); });
    measures.fMeasure = fMeasureOf({expected.begin(), expected.end()}, {words.begin(), words.end()});
    measures.editDistance = static_cast<double>(editDistance(givenLetters, rightLetters)) /
        static_cast<double>(std::max({givenLetters.size(), rightLetters.size(), size_t(1)}));
    return measures;
}

double meanOf(const TextMeasures& measures)
{
    return (measures.bleu + measures.meteor + measures.fMeasure + (1 - measures.editDistance)) / 4;
}

}
