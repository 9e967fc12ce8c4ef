// SPDX-License-Identifier: GPL-3.0-or-later
// M. Porter, "An algorithm for suffix stripping", Program 14 (1980), with the changes of nltk's mode NLTK_EXTENSIONS:
// a table of irregular forms, -ies and -ied of four letters, y after a consonant alone, alli before the other rules of
// step 2, fulli, logi, and stems of vowel and consonant that get their e back.
#include "words/porterstemmer.h"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "base/unicode.h"

namespace quantscope {
namespace {

using Letters = std::u32string;
using LetterView = std::u32string_view;

constexpr std::array<std::pair<LetterView, LetterView>, 16> irregularForms = {{
    {U"sky", U"sky"},
    {U"skies", U"sky"},
    {U"dying", U"die"},
    {U"lying", U"lie"},
    {U"tying", U"tie"},
    {U"news", U"news"},
    {U"innings", U"inning"},
    {U"inning", U"inning"},
    {U"outings", U"outing"},
    {U"outing", U"outing"},
    {U"cannings", U"canning"},
    {U"canning", U"canning"},
    {U"howe", U"howe"},
    {U"proceed", U"proceed"},
    {U"exceed", U"exceed"},
    {U"succeed", U"succeed"},
}};

struct SuffixRule
{
    LetterView suffix;
    LetterView replacement;
    size_t counted = 0; // letters of the suffix that its stem is measured with
    LetterView before = {}; // one of them has to stand in front of it; empty: any
};

constexpr SuffixRule step1aRules[] = {{U"sses", U"ss"}, {U"ies", U"i"}, {U"ss", U"ss"}, {U"s", U""}};

constexpr SuffixRule step2Rules[] = {
    {U"ational", U"ate"}, {U"tional", U"tion"}, {U"enci", U"ence"}, {U"anci", U"ance"}, {U"izer", U"ize"},
    {U"bli", U"ble"},     {U"alli", U"al"},     {U"entli", U"ent"}, {U"eli", U"e"},     {U"ousli", U"ous"},
    {U"ization", U"ize"}, {U"ation", U"ate"},   {U"ator", U"ate"},  {U"alism", U"al"},  {U"iveness", U"ive"},
    {U"fulness", U"ful"}, {U"ousness", U"ous"}, {U"aliti", U"al"},  {U"iviti", U"ive"}, {U"biliti", U"ble"},
    {U"fulli", U"ful"},   {U"logi", U"log", 1},
};

constexpr SuffixRule step3Rules[] = {{U"icate", U"ic"}, {U"ative", U""}, {U"alize", U"al"}, {U"iciti", U"ic"},
                                     {U"ical", U"ic"},  {U"ful", U""},   {U"ness", U""}};

constexpr SuffixRule step4Rules[] = {
    {U"al", U""},   {U"ance", U""},          {U"ence", U""}, {U"er", U""},    {U"ic", U""},
    {U"able", U""}, {U"ible", U""},          {U"ant", U""},  {U"ement", U""}, {U"ment", U""},
    {U"ent", U""},  {U"ion", U"", 0, U"st"}, {U"ou", U""},   {U"ism", U""},   {U"ate", U""},
    {U"iti", U""},  {U"ous", U""},           {U"ive", U""},  {U"ize", U""},
};

// For each letter whether it is a consonant: y is one where none stands in front of it.
std::vector<bool> consonants(LetterView word)
{
    std::vector<bool> result;
    for (const char32_t c : word) {
        const bool isVowel = LetterView(U"aeiou").find(c) != LetterView::npos;
        result.push_back(!isVowel && (c != U'y' || result.empty() || !result.back()));
    }
    return result;
}

// How often a consonant follows a vowel: m of [C](VC){m}[V].
int porterMeasure(LetterView stem)
{
    const auto kinds = consonants(stem);
    int count = 0;
    for (size_t i = 1; i < kinds.size(); ++i)
        count += !kinds[i - 1] && kinds[i] ? 1 : 0;
    return count;
}

bool containsVowel(LetterView stem)
{
    const auto kinds = consonants(stem);
    return std::find(kinds.begin(), kinds.end(), false) != kinds.end();
}

bool endsDoubleConsonant(LetterView word)
{
    const size_t n = word.size();
    return n >= 2 && word[n - 1] == word[n - 2] && consonants(word).back();
}

// Consonant, vowel, consonant at the end, the last none of w, x, y; or a vowel and a consonant alone.
bool endsShort(LetterView word)
{
    const auto kinds = consonants(word);
    const size_t n = word.size();
    if (n == 2)
        return !kinds[0] && kinds[1];
    return n >= 3 && kinds[n - 3] && !kinds[n - 2] && kinds[n - 1] &&
        LetterView(U"wxy").find(word.back()) == LetterView::npos;
}

LetterView withoutEnd(const Letters& word, size_t letters)
{
    return LetterView(word).substr(0, word.size() - letters);
}

// The first rule whose suffix fits decides, whether the measure of its stem suffices or not.
void applyFirst(Letters& word, std::span<const SuffixRule> rules, int leastMeasure)
{
    for (const auto& rule : rules) {
        if (!word.ends_with(rule.suffix))
            continue;
        const auto stem = withoutEnd(word, rule.suffix.size());
        const bool follows =
            rule.before.empty() || (!stem.empty() && rule.before.find(stem.back()) != LetterView::npos);
        if (follows &&
            (leastMeasure == 0 || porterMeasure(withoutEnd(word, rule.suffix.size() - rule.counted)) >= leastMeasure))
            word = Letters(stem) + Letters(rule.replacement);
        return;
    }
}

void step1a(Letters& word)
{
    if (word.ends_with(U"ies") && word.size() == 4)
        word.pop_back();
    else
        applyFirst(word, step1aRules, 0);
}

// What -ed or -ing leaves gets its e back or loses a double letter.
void mendStem(Letters& stem)
{
    if (stem.ends_with(U"at") || stem.ends_with(U"bl") || stem.ends_with(U"iz")) {
        stem += U'e';
    } else if (endsDoubleConsonant(stem) || stem.ends_with(U"*d")) {
        // "*d" is the rule's name in Porter's paper; nltk also compares it as a suffix.
        const char32_t last = stem.back();
        if (LetterView(U"lsz").find(last) == LetterView::npos)
            stem = Letters(withoutEnd(stem, 2)) + last;
    } else if (porterMeasure(stem) == 1 && endsShort(stem)) {
        stem += U'e';
    }
}

void step1b(Letters& word)
{
    if (word.ends_with(U"ied")) {
        word.erase(word.size() - (word.size() == 4 ? 1 : 2));
        return;
    }
    if (word.ends_with(U"eed")) {
        if (porterMeasure(withoutEnd(word, 3)) > 0)
            word.pop_back();
        return;
    }
    for (const LetterView suffix : {U"ed", U"ing"})
        if (word.ends_with(suffix) && containsVowel(withoutEnd(word, suffix.size()))) {
            word.erase(word.size() - suffix.size());
            mendStem(word);
            return;
        }
}

void step1c(Letters& word)
{
    if (word.size() > 2 && word.back() == U'y' && consonants(withoutEnd(word, 1)).back())
        word.back() = U'i';
}

void step2(Letters& word)
{
    if (word.ends_with(U"alli") && porterMeasure(withoutEnd(word, 4)) > 0)
        word.erase(word.size() - 2);
    applyFirst(word, step2Rules, 1);
}

void step5(Letters& word)
{
    if (word.ends_with(U'e')) {
        const auto stem = withoutEnd(word, 1);
        const int m = porterMeasure(stem);
        if (m > 1 || (m == 1 && !endsShort(stem)))
            word.pop_back();
    }
    if (word.ends_with(U"ll") && porterMeasure(withoutEnd(word, 1)) > 1)
        word.pop_back();
}

}

std::string porterStem(const std::string& utf8)
{
    auto word = toUtf32(lowerCase(utf8));
    const auto* const irregular = std::find_if(irregularForms.begin(), irregularForms.end(),
                                               [&](const auto& form) { return form.first == word; });
    if (irregular != irregularForms.end()) {
        word = irregular->second;
    } else if (word.size() > 2) {
        step1a(word);
        step1b(word);
        step1c(word);
        step2(word);
        applyFirst(word, step3Rules, 1);
        applyFirst(word, step4Rules, 2);
        step5(word);
    }
    return toUtf8(word);
}

}
