// SPDX-License-Identifier: GPL-3.0-or-later
// Lavie and Agarwal, "METEOR: an automatic metric for MT evaluation with high levels of correlation with human
// judgments", WMT 2007, with recall weighing nine times as much as precision. Of several pairings nltk does not look
// for the one with the fewest crossings: each word of the text, from its end, takes the last word of the reference that
// is free.
#include "similarity/meteor.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>
#include <utility>

#include "base/unicode.h"
#include "words/porterstemmer.h"

namespace quantscope {
namespace {

struct PlacedWord
{
    size_t place = 0;
    std::string word;
};

using PlacedWords = std::vector<PlacedWord>;
using WordPairs = std::vector<std::pair<size_t, size_t>>; // places in the text and in the reference

PlacedWords placedWords(const std::vector<std::string>& words)
{
    PlacedWords result;
    for (const auto& word : words)
        result.push_back({result.size(), lowerCase(word)});
    return result;
}

// Takes what is paired out of both; `alternatives` of a word of the text are the words that it may be paired with.
template <typename Alternatives>
void pairWords(PlacedWords& text, PlacedWords& reference, Alternatives alternatives, WordPairs& pairs)
{
    std::unordered_map<std::string, std::vector<size_t>> free; // where each word of the reference stands, in order
    for (size_t j = 0; j < reference.size(); ++j)
        free[reference[j].word].push_back(j);
    std::vector<bool> isPaired(reference.size());
    PlacedWords left;
    for (size_t i = text.size(); i-- > 0;) {
        std::vector<size_t>* last = nullptr;
        for (const auto& word : alternatives(text[i].word))
            if (const auto found = free.find(word); found != free.end() && !found->second.empty())
                if (!last || found->second.back() > last->back())
                    last = &found->second;
        if (!last) {
            left.push_back(std::move(text[i]));
            continue;
        }
        pairs.emplace_back(text[i].place, reference[last->back()].place);
        isPaired[last->back()] = true;
        last->pop_back();
    }
    text.assign(std::make_move_iterator(left.rbegin()), std::make_move_iterator(left.rend()));
    size_t j = 0;
    std::erase_if(reference, [&](const PlacedWord&) { return isPaired[j++]; });
}

// Rows of pairs that follow each other in both texts.
int64_t chunksOf(const WordPairs& pairs)
{
    int64_t chunks = 1;
    for (size_t i = 1; i < pairs.size(); ++i) {
        const bool follows = pairs[i].first == pairs[i - 1].first + 1 && pairs[i].second == pairs[i - 1].second + 1;
        chunks += follows ? 0 : 1;
    }
    return chunks;
}

}

double meteor(const std::vector<std::string>& reference, const std::vector<std::string>& hypothesis,
              const std::function<std::set<std::string>(const std::string& stem)>& synonyms)
{
    constexpr double alpha = 0.9, beta = 3.0, gamma = 0.5;
    auto given = placedWords(hypothesis), expected = placedWords(reference);
    WordPairs pairs;
    const auto itself = [](const std::string& word) { return std::array{word}; };
    pairWords(given, expected, itself, pairs);
    for (auto* words : {&given, &expected})
        for (auto& word : *words)
            word.word = porterStem(word.word);
    pairWords(given, expected, itself, pairs);
    pairWords(given, expected, synonyms, pairs);
    if (pairs.empty())
        return 0.0;
    std::sort(pairs.begin(), pairs.end());
    const auto count = static_cast<double>(pairs.size());
    const double precision = count / static_cast<double>(hypothesis.size());
    const double recall = count / static_cast<double>(reference.size());
    const double mean = precision * recall / (alpha * precision + (1 - alpha) * recall);
    const double penalty = gamma * std::pow(static_cast<double>(chunksOf(pairs)) / count, beta);
    return (1 - penalty) * mean;
}

}
