// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/metrics/ocrbenchtexts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/unicode.h"
#include "files/pythonliteral.h"
#include "similarity/editdistance.h"
#include "similarity/textmeasures.h"
#include "tasks/dataset.h"
#include "tasks/metrics/codefence.h"
#include "text/regexsplitter.h"
#include "words/installedwords.h"

namespace quantscope {
namespace {

enum class Case { Counts, Ignored };

std::string oneLine(const std::string& text, Case letters)
{
    const auto valid = validUtf8(text);
    std::string result(stripped(letters == Case::Ignored ? lowerCase(valid) : valid));
    std::replace(result.begin(), result.end(), '\n', ' ');
    return result;
}

std::string withoutSpaces(std::string text)
{
    std::erase(text, ' ');
    return text;
}

// 1 - distance / length, 0 below a half.
double similarity(const std::string& a, const std::string& b)
{
    const auto left = toUtf32(a), right = toUtf32(b);
    const size_t length = std::max(left.size(), right.size());
    const double value = length == 0 ? 1.0 : 1.0 - double(editDistance(left, right)) / double(length);
    return value >= 0.5 ? value : 0.0;
}

double readingOf(const std::vector<std::string>& answers, const std::string& prediction, Case letters)
{
    constexpr size_t manyWords = 5;
    const auto given = oneLine(prediction, letters);
    double best = 0;
    for (const auto& text : answers) {
        const auto answer = oneLine(text, letters);
        if (splitOnSpace(answer).size() >= manyWords)
            best = std::max(best, similarity(given, answer));
        else if (given.find(answer) != given.npos)
            best = 1.0;
    }
    return best;
}

std::string_view evalOf(const Question& question)
{
    const auto found = question.columns.find("eval");
    return found != question.columns.end() ? std::string_view(found->second) : std::string_view();
}

// The letters alone are the answer.
double scoreLetters(const Question& question, const std::string& prediction)
{
    std::string letters;
    for (const char32_t c : toUtf32(validUtf8(prediction)))
        if (isLetter(c))
            appendUtf8(letters, c);
    return !question.answers.empty() && letters == question.answers.front() ? 1.0 : 0.0;
}

// The first digits of a text; nullopt without any, and for numbers that nobody counts to.
std::optional<int64_t> firstNumber(const std::string& text)
{
    const auto begin = std::find_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    const auto end = std::find_if(begin, text.end(), [](char c) { return c < '0' || c > '9'; });
    constexpr ptrdiff_t mostDigits = 18;
    if (begin == end || end - begin > mostDigits)
        return std::nullopt;
    return std::stoll(std::string(begin, end));
}

double countingOf(const std::string& answer, const std::string& prediction)
{
    const auto given = firstNumber(prediction), expected = firstNumber(answer);
    if (!given || !expected || *given <= 0 || *given >= 2 * *expected)
        return 0.0;
    const double value = 1.0 - std::abs(double(*given - *expected)) / double(*expected);
    return value > 0.5 ? value : 0.0;
}

double formulaOf(const std::vector<std::string>& answers, const std::string& prediction)
{
    const auto given = withoutSpaces(oneLine(prediction, Case::Counts));
    return std::any_of(answers.begin(), answers.end(),
                       [&](const std::string& answer) {
                           return given.find(withoutSpaces(oneLine(answer, Case::Counts))) != given.npos;
                       })
        ? 1.0
        : 0.0;
}

// \text{a} becomes a, but not where braces stand inside.
std::string withoutTextTags(const std::string& latex)
{
    constexpr std::string_view tag = "\\text{";
    std::string result;
    for (size_t at = 0; at < latex.size();) {
        const size_t brace =
            latex.compare(at, tag.size(), tag) == 0 ? latex.find_first_of("{}", at + tag.size()) : latex.npos;
        if (brace != latex.npos && latex[brace] == '}') {
            result += latex.substr(at + tag.size(), brace - at - tag.size());
            at = brace + 1;
        } else {
            result += latex[at++];
        }
    }
    return result;
}

using Entries = std::map<std::string, std::string>;

std::string strippedText(std::string_view text)
{
    return std::string(stripped(text));
}

// As Python's str() of a JSON value; lists and dictionaries inside are compared with nothing.
std::string textOf(const nlohmann::json& value)
{
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_boolean())
        return value.get<bool>() ? "True" : "False";
    return value.is_null() ? "None" : value.dump();
}

nlohmann::json parsedJson(const std::string& text)
{
    return nlohmann::json::parse(text, nullptr, false);
}

std::string insideFence(const std::string& text)
{
    const auto contents = codeFences(text);
    return contents.empty() ? strippedText(text) : contents.front();
}

// "key: value" and "key = value", with or without quotes, wherever they stand.
Entries looseEntries(const std::string& text)
{
    const RegexSplitter pairs(R"(["']?[\w\s]+["']?\s*[:=]\s*["']?[^\n,"'{}]+["']?)", "entries of a dictionary");
    Entries entries;
    for (const auto pair : pairs.split(text, false)) {
        constexpr std::string_view quotes = "\"'";
        const size_t sign = pair.find_first_of(":=");
        auto key = pair.substr(0, sign), value = stripped(pair.substr(sign + 1));
        if (quotes.find(key.front()) != quotes.npos)
            key.remove_prefix(1);
        key = key.substr(0, key.find_first_of(quotes));
        if (!value.empty() && quotes.find(value.front()) != quotes.npos)
            value.remove_prefix(1);
        entries[strippedText(key)] = strippedText(value.substr(0, value.find_first_of(quotes)));
    }
    return entries;
}

// What is right of one entry: any of these texts.
using RightEntries = std::map<std::string, std::vector<std::string>>;

void addRight(std::vector<std::string>& texts, const nlohmann::json& value)
{
    if (!value.is_array())
        texts.push_back(textOf(value));
    else
        for (const auto& item : value)
            texts.push_back(textOf(item));
}

RightEntries rightEntries(std::string_view answer)
{
    constexpr std::string_view quote = "\"";
    const auto text = validUtf8(answer);
    std::string_view bare = text;
    bare.remove_prefix(std::min(bare.find_first_not_of(quote), bare.size()));
    bare = bare.substr(0, bare.find_last_not_of(quote) + 1);
    RightEntries right;
    if (const auto json = parsedJson(std::string(bare)); json.is_object()) {
        for (const auto& [key, value] : json.items())
            addRight(right[key], value);
        return right;
    }
    const auto literal = parsePythonLiteral(bare);
    using Kind = PythonLiteral::Kind;
    if (!literal || literal->kind != Kind::Dict)
        return right;
    for (size_t i = 0; i + 1 < literal->items.size(); i += 2) {
        auto& texts = right[literal->items[i].text];
        const auto& value = literal->items[i + 1];
        if (value.kind != Kind::List)
            texts.push_back(value.text);
        else
            for (const auto& item : value.items)
                texts.push_back(item.text);
    }
    return right;
}

std::string entryText(const std::string& text)
{
    return withoutSpaces(oneLine(text, Case::Ignored));
}

double dictionaryScore(const RightEntries& right, const Entries& given)
{
    std::set<std::string> keys;
    for (const auto& [key, texts] : right) {
        // Nothing is right of an entry without values: no combination has it.
        if (texts.empty())
            return 0.0;
        keys.insert(key);
    }
    int found = 0;
    for (const auto& [key, value] : given) {
        keys.insert(key);
        const auto expected = right.find(key);
        if (expected == right.end())
            continue;
        const auto text = entryText(value);
        found += std::any_of(expected->second.begin(), expected->second.end(),
                             [&](const std::string& one) { return entryText(one) == text; })
            ? 1
            : 0;
    }
    return keys.empty() ? 0.0 : double(found) / double(keys.size());
}

}

double readingOf(const std::vector<std::string>& answers, const std::string& prediction)
{
    return readingOf(answers, prediction, Case::Ignored);
}

double scoreReading(const Question& question, const std::string& prediction)
{
    if (evalOf(question) == "multiple choice")
        return scoreLetters(question, prediction);
    return readingOf(question.answers, prediction, evalOf(question) == "case sensitive" ? Case::Counts : Case::Ignored);
}

double scoreChineseReading(const Question& question, const std::string& prediction)
{
    if (!evalOf(question).empty() && evalOf(question) != "without eval")
        return scoreReading(question, prediction);
    constexpr int manyCommas = 3;
    const auto given = withoutSpaces(oneLine(prediction, Case::Ignored));
    double best = 0;
    for (const auto& text : question.answers) {
        const auto answer = withoutSpaces(oneLine(text, Case::Ignored));
        if (std::count(answer.begin(), answer.end(), ',') >= manyCommas)
            best = std::max(best, similarity(given, answer));
        else if (given.find(answer) != given.npos)
            best = 1.0;
    }
    return best;
}

double scoreCounting(const Question& question, const std::string& prediction)
{
    double best = 0;
    for (const auto& text : question.answers) {
        const auto answer = oneLine(text, Case::Ignored);
        if (evalOf(question) == "exact match")
            best = std::max(best, prediction.find(answer) != prediction.npos ? 1.0 : 0.0);
        else
            best = std::max(best, countingOf(answer, prediction));
    }
    return best;
}

double scoreFormula(const Question& question, const std::string& prediction)
{
    return formulaOf(question.answers, prediction);
}

double scoreChineseFormula(const Question& question, const std::string& prediction)
{
    std::vector<std::string> answers;
    for (const auto& answer : question.answers)
        answers.push_back(withoutTextTags(answer));
    return formulaOf(answers, withoutTextTags(prediction));
}

bool asksForShortText(const Question& question)
{
    return question.question.find("简答") != question.question.npos;
}

double scorePage(const Question& question, const std::string& prediction)
{
    const auto& words = installedWords();
    const auto given = validUtf8(prediction);
    if (question.answers.empty() || given.empty() || !words.wordNet || !words.chinese)
        return 0.0;
    return meanOf(compareTexts(validUtf8(question.answers.front()), given, *words.wordNet, *words.chinese));
}

double scoreHandwritten(const Question& question, const std::string& prediction)
{
    if (asksForShortText(question))
        return scorePage(question, prediction);
    if (question.answers.empty())
        return 0.0;
    const auto letters = toUtf32(validUtf8(question.answers.front()));
    for (const std::string_view between : {"", ".", ". ", ",", ", ", "、", ";", "; ", " ", "和"}) {
        std::string joined;
        for (size_t i = 0; i < letters.size(); ++i) {
            joined += i > 0 ? between : std::string_view();
            appendUtf8(joined, letters[i]);
        }
        if (prediction.find(joined) != prediction.npos)
            return 1.0;
    }
    return 0.0;
}

std::map<std::string, std::string> dictionaryIn(const std::string& prediction)
{
    const auto content = insideFence(validUtf8(prediction));
    Entries entries;
    if (const auto json = parsedJson(content); !json.is_discarded()) {
        if (json.is_object())
            for (const auto& [key, value] : json.items())
                entries[strippedText(key)] = strippedText(textOf(value));
        return entries;
    }
    if (const auto literal = parsePythonLiteral(content)) {
        if (literal->kind == PythonLiteral::Kind::Dict)
            for (size_t i = 0; i + 1 < literal->items.size(); i += 2)
                entries[strippedText(literal->items[i].text)] = strippedText(literal->items[i + 1].text);
        return entries;
    }
    try {
        return looseEntries(content);
    } catch (const Error&) {
        return {}; // too long for the regular expression
    }
}

double scoreDictionary(const Question& question, const std::string& prediction)
{
    return question.answers.empty() ? 0.0
                                    : dictionaryScore(rightEntries(question.answers.front()), dictionaryIn(prediction));
}

}
