// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/metrics/choice.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/unicode.h"
#include "tasks/dataset.h"

namespace quantscope {
namespace {

constexpr char noLetter = 'Z';
constexpr std::string_view separators = ".()[],:;!*#{}";
constexpr size_t lastWords = 4; // among which an option's letter counts
constexpr std::array<std::string_view, 4> refusals = {
    "Sorry, I can't help with images of people yet.", "I can't process this file.",
    "I'm sorry, but without the image provided", "Cannot determine the answer"};
constexpr int64_t circularStep = 1000000; // between the indexes of a question's rows

std::string letterText(char letter)
{
    return std::string(1, letter);
}

size_t afterSpaces(const std::u32string& text, size_t at)
{
    while (at < text.size() && isPythonSpace(text[at]))
        ++at;
    return at;
}

// Where "answer is " and stars lead to one of A to D, in either case, the first time.
std::optional<char> letterBehindAnswerIs(const std::u32string& lower)
{
    const std::u32string_view answer = U"answer", is = U"is";
    for (size_t at = lower.find(answer); at != std::u32string::npos; at = lower.find(answer, at + 1)) {
        const size_t verb = afterSpaces(lower, at + answer.size());
        if (verb == at + answer.size() || lower.compare(verb, is.size(), is) != 0)
            continue;
        size_t letter = afterSpaces(lower, verb + is.size());
        if (letter == verb + is.size())
            continue;
        while (letter < lower.size() && lower[letter] == U'*')
            ++letter;
        if (letter < lower.size() && lower[letter] >= U'a' && lower[letter] <= U'd')
            return static_cast<char>('A' + (lower[letter] - U'a'));
    }
    return std::nullopt;
}

// The letter that the words say; nullopt where they say nothing, noLetter where they decline.
std::optional<char> letterAmongWords(const std::string& text, const Options& options)
{
    if (std::any_of(refusals.begin(), refusals.end(), [&](auto refusal) { return text.find(refusal) != text.npos; }))
        return noLetter;
    auto spaced = text;
    std::replace_if(
        spaced.begin(), spaced.end(), [](char c) { return separators.find(c) != separators.npos; }, ' ');
    const auto words = splitOnSpace(spaced);
    const auto place = [&](char letter) { return std::find(words.begin(), words.end(), letterText(letter)); };
    std::string said;
    for (const auto& [letter, option] : options)
        if (place(letter) != words.end())
            said += letter;
    if (said.empty() && place(noLetter) != words.end())
        return noLetter;
    if (said.size() == 1 && static_cast<size_t>(place(said.front()) - words.begin()) + lastWords >= words.size())
        return said.front();
    const auto letter = letterBehindAnswerIs(toUtf32(lowerCase(text)));
    return letter && options.contains(*letter) ? letter : std::nullopt;
}

// The only option whose text is part of a text that is not much longer than all options.
char letterOfOptionText(const std::string& text, const Options& options)
{
    const auto lower = lowerCase(text);
    size_t length = 0;
    std::string found;
    for (const auto& [letter, option] : options) {
        length += toUtf32(option).size();
        if (lower.find(lowerCase(option)) != lower.npos)
            found += letter;
    }
    return toUtf32(lower).size() <= 2 * length && found.size() == 1 ? found.front() : noLetter;
}

// The right letter, noLetter where the answer is no option.
char rightLetter(const std::string& answer, const Options& options)
{
    const auto text = stripped(answer);
    const auto upper = upperCase(text);
    if (upper.size() == 1 && options.contains(upper.front()))
        return upper.front();
    for (const auto& [letter, option] : options)
        if (lowerCase(stripped(option)) == lowerCase(text))
            return letter;
    return noLetter;
}

double scoreChoice(const Question& question, const std::string& prediction)
{
    auto options = optionsOf(question);
    const bool isOpen = options.empty();
    for (const auto& answer : question.answers) {
        if (isOpen)
            options = {{'A', answer}, {'B', "Other Answers"}};
        const char right = isOpen ? 'A' : rightLetter(validUtf8(answer), options);
        if (right != noLetter && chosenLetter(prediction, options) == right)
            return 1.0;
    }
    return 0.0;
}

std::optional<int64_t> wholeNumber(std::string_view text)
{
    text = stripped(text);
    int64_t value = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    return result.ec == std::errc() && result.ptr == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

// Which rows ask one question; the text of the index where it is no number.
std::string circularGroup(const Question& question)
{
    if (const auto group = question.columns.find("g_index"); group != question.columns.end())
        return group->second;
    const auto number = wholeNumber(question.index);
    return number ? std::to_string(*number % circularStep) : question.index;
}

struct CircularQuestion
{
    const Question* question = nullptr; // of its first row
    double score = 1; // 0 after one wrong answer
    int rows = 0;
};

std::vector<CircularQuestion> circularQuestions(std::span<const ScoredAnswer> answers)
{
    std::vector<CircularQuestion> list;
    std::map<std::string, size_t> places;
    for (const auto& answer : answers) {
        const auto [place, isNew] = places.emplace(circularGroup(*answer.question), list.size());
        if (isNew)
            list.push_back({answer.question});
        auto& entry = list[place->second];
        entry.score *= answer.score;
        ++entry.rows;
    }
    return list;
}

Score summarizeCircular(std::span<const ScoredAnswer> answers)
{
    auto score = summarizeParts(answers);
    const auto questions = circularQuestions(answers);
    if (std::none_of(questions.begin(), questions.end(), [](const auto& q) { return q.rows > 1; }))
        return score;
    std::vector<ScoredAnswer> whole;
    for (const auto& entry : questions)
        whole.push_back({entry.question, entry.score});
    const auto circular = summarizeParts(whole);
    constexpr auto name = "circular accuracy";
    score.figures.push_back({name, "", circular.finalScore});
    for (const auto* list : {&circular.splits, &circular.categories, &circular.groups})
        for (const auto& entry : *list)
            score.figures.push_back({name, entry.name, percentOf(entry)});
    score.finalScore = score.finalScoreNorm = circular.finalScore;
    return score;
}

}

Options optionsOf(const Question& question)
{
    Options options;
    for (const auto& [name, text] : question.columns)
        if (name.size() == 1 && name.front() >= 'A' && name.front() <= 'Z')
            options.emplace(name.front(), text);
    return options;
}

char chosenLetter(std::string_view text, const Options& options)
{
    const std::string given(stripped(validUtf8(text)));
    return letterAmongWords(given, options).value_or(letterOfOptionText(given, options));
}

const Metric choiceMetric{.id = "choice", .nameCode = "metric.choice", .score = scoreChoice};
const Metric choiceCircularMetric{.id = "choice_circular",
                                  .nameCode = "metric.choice_circular",
                                  .score = scoreChoice,
                                  .summarize = summarizeCircular};

}
