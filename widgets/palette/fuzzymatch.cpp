// SPDX-License-Identifier: GPL-3.0-or-later
// Of all ways to find a word's letters in the text, in their order, the best one counts: each letter a point, more at
// the start of a word of the text and right behind the letter before. Dynamic programming over (letter, place), after a
// quick look whether there is any way.
#include "palette/fuzzymatch.h"

#include <algorithm>
#include <limits>

namespace quantscope {
namespace {

constexpr int letterPoints = 1, startPoints = 8, runPoints = 6, firstPoints = 4, wholeWordPoints = 10;
constexpr int impossible = std::numeric_limits<int>::min() / 2;
constexpr qsizetype mostQueryLetters = 60;

bool isSubsequence(QStringView word, const QString& text)
{
    qsizetype place = 0;
    for (const QChar letter : word) {
        place = text.indexOf(letter, place);
        if (place < 0)
            return false;
        ++place;
    }
    return true;
}

// A word of the text from its start to its end.
bool isWholeWord(QStringView word, const FuzzyText& text)
{
    for (qsizetype at = text.letters.indexOf(word); at >= 0; at = text.letters.indexOf(word, at + 1)) {
        const auto end = at + word.size();
        if (text.starts[static_cast<size_t>(at)] &&
            (end == text.letters.size() || !text.letters[end].isLetterOrNumber()))
            return true;
    }
    return false;
}

std::optional<int> wordScore(QStringView word, const FuzzyText& text)
{
    if (!isSubsequence(word, text.letters))
        return {};
    const auto length = static_cast<size_t>(text.letters.size());
    // Best score with the last letter at a place, and at any place up to it.
    std::vector<int> at(length, impossible), before(length);
    for (qsizetype i = 0; i < word.size(); ++i) {
        std::swap(at, before);
        int best = i == 0 ? 0 : impossible;
        for (size_t j = 0; j < length; ++j) {
            const int run = i > 0 && j > 0 ? before[j - 1] + runPoints : impossible;
            const int own = letterPoints + (text.starts[j] ? startPoints : 0) + (i == 0 && j == 0 ? firstPoints : 0);
            at[j] = text.letters[static_cast<qsizetype>(j)] == word[i] ? std::max(best, run) + own : impossible;
            if (i > 0)
                best = std::max(best, before[j]);
        }
    }
    return *std::max_element(at.begin(), at.end()) + (isWholeWord(word, text) ? wholeWordPoints : 0);
}

}

FuzzyText fuzzyText(const QString& text)
{
    FuzzyText folded;
    const auto part = text.left(mostFuzzyLetters);
    folded.letters.reserve(part.size());
    bool inWord = false, wasLower = false, wasDigit = false;
    for (const QChar letter : part) {
        const bool hump = wasLower && letter.isUpper(), number = letter.isDigit() && !wasDigit;
        folded.starts.push_back(letter.isLetterOrNumber() &&
                                (!inWord || hump || number || letter.script() == QChar::Script_Han));
        folded.letters.append(letter.toCaseFolded()); // one letter for one, so that places stay
        inWord = letter.isLetterOrNumber();
        wasLower = letter.isLower();
        wasDigit = letter.isDigit();
    }
    return folded;
}

std::optional<int> fuzzyScore(const QString& query, const FuzzyText& text)
{
    int sum = 0;
    for (const auto& word : query.left(mostQueryLetters).simplified().split(' ', Qt::SkipEmptyParts)) {
        QString folded;
        for (const QChar letter : word)
            folded.append(letter.toCaseFolded());
        const auto score = wordScore(folded, text);
        if (!score)
            return {};
        sum += *score;
    }
    return sum;
}

}
