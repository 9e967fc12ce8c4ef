// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/metrics/textanswers.h"

#include <algorithm>
#include <cmath>

#include "base/pythonnumber.h"
#include "base/unicode.h"
#include "similarity/editdistance.h"
#include "tasks/dataset.h"

namespace quantscope {
namespace {

std::string lowerText(const std::string& text)
{
    std::string result(stripped(lowerCase(validUtf8(text))));
    std::replace(result.begin(), result.end(), '\n', ' ');
    return result;
}

std::string joinedWords(const std::string& text)
{
    std::string joined;
    for (const auto& word : splitOnSpace(text))
        joined += (joined.empty() ? "" : " ") + word;
    return joined;
}

// "a" and "the" alone would both become nothing.
std::string normalizedKey(const std::string& text)
{
    auto key = vqaNormalized(text);
    return key.empty() ? joinedWords(lowerCase(withoutVqaPunctuation(text))) : key;
}

// Python's len(text.upper()), in code points.
size_t rawLength(const std::string& text)
{
    return toUtf32(upperCase(validUtf8(text))).size();
}

std::optional<double> percentOrNumber(std::string_view text)
{
    if (!text.ends_with('%'))
        return pythonFloat(text);
    const auto number = pythonFloat(text.substr(0, text.find_last_not_of('%') + 1));
    return number ? std::optional(*number / 100.0) : std::nullopt;
}

template <typename Match> double anyAnswer(const Question& question, Match matches)
{
    return std::any_of(question.answers.begin(), question.answers.end(), matches) ? 1.0 : 0.0;
}

}

bool containsAnswer(const std::vector<std::string>& answers, const std::string& prediction)
{
    const auto text = lowerText(prediction);
    return std::any_of(answers.begin(), answers.end(),
                       [&](const std::string& answer) { return text.find(lowerText(answer)) != std::string::npos; });
}

bool equalsAnswer(const std::vector<std::string>& answers, const std::string& prediction)
{
    const auto key = [](const std::string& text) { return lowerCase(stripped(validUtf8(text))); };
    const auto given = key(prediction);
    return std::any_of(answers.begin(), answers.end(), [&](const std::string& answer) { return key(answer) == given; });
}

bool equalsNormalized(const std::vector<std::string>& answers, const std::string& prediction)
{
    const auto given = normalizedKey(prediction);
    return std::any_of(answers.begin(), answers.end(),
                       [&](const std::string& answer) { return normalizedKey(answer) == given; });
}

double vqaAccuracy(const std::vector<std::string>& answers, const std::string& prediction, PunctuationRule rule)
{
    if (answers.empty())
        return 0.0;
    const auto given = vqaNormalized(prediction, rule);
    int64_t matches = 0;
    for (const auto& answer : answers)
        matches += vqaNormalized(answer, rule) == given ? 1 : 0;
    const auto count = static_cast<int64_t>(answers.size());
    if (count == 1)
        return static_cast<double>(matches);
    const auto accuracy = [](int64_t others) { return std::min(1.0, static_cast<double>(others) / 3.0); };
    // Leaving out a matching answer leaves one match fewer.
    const double sum =
        static_cast<double>(matches) * accuracy(matches - 1) + static_cast<double>(count - matches) * accuracy(matches);
    return sum / static_cast<double>(count);
}

double anls(const std::vector<std::string>& answers, const std::string& prediction)
{
    constexpr double threshold = 0.5;
    const auto collapsed = [](const std::string& text) { return toUtf32(joinedWords(lowerCase(validUtf8(text)))); };
    const auto given = collapsed(prediction);
    const size_t givenLength = rawLength(prediction);
    double best = 0.0;
    for (const auto& answer : answers) {
        const size_t length = std::max(rawLength(answer), givenLength);
        const auto distance = static_cast<double>(editDistance(collapsed(answer), given));
        best = std::max(best, 1.0 - (length == 0 ? 0.0 : distance / static_cast<double>(length)));
    }
    return best < threshold ? 0.0 : best;
}

bool isRelaxedMatch(const std::string& answer, const std::string& prediction)
{
    constexpr double mostRelative = 0.05;
    const auto given = percentOrNumber(prediction), expected = percentOrNumber(answer);
    if (given && expected && *expected != 0)
        return std::abs(*given - *expected) / std::abs(*expected) <= mostRelative;
    return lowerCase(validUtf8(prediction)) == lowerCase(validUtf8(answer));
}

const Metric exactMetric{
    .id = "exact",
    .nameCode = "metric.exact",
    .score = [](const Question& question,
                const std::string& prediction) { return equalsNormalized(question.answers, prediction) ? 1.0 : 0.0; },
};

const Metric exactTextMetric{
    .id = "exact_text",
    .nameCode = "metric.exact_text",
    .score = [](const Question& question,
                const std::string& prediction) { return equalsAnswer(question.answers, prediction) ? 1.0 : 0.0; },
};

const Metric containsMetric{
    .id = "contains",
    .nameCode = "metric.contains",
    .score = [](const Question& question,
                const std::string& prediction) { return containsAnswer(question.answers, prediction) ? 1.0 : 0.0; },
};

const Metric vqaMetric{
    .id = "vqa",
    .nameCode = "metric.vqa",
    .score = [](const Question& question,
                const std::string& prediction) { return vqaAccuracy(question.answers, prediction); },
};

const Metric vqa2025Metric{
    .id = "vqa_2025",
    .nameCode = "metric.vqa_2025",
    .score =
        [](const Question& question, const std::string& prediction) {
            return vqaAccuracy(question.answers, prediction, PunctuationRule::SinceMay2025);
        },
};

const Metric anlsMetric{
    .id = "anls",
    .nameCode = "metric.anls",
    .score = [](const Question& question, const std::string& prediction) { return anls(question.answers, prediction); },
};

const Metric relaxedMetric{
    .id = "relaxed",
    .nameCode = "metric.relaxed",
    .score =
        [](const Question& question, const std::string& prediction) {
            const std::string given(stripped(validUtf8(prediction)));
            return anyAnswer(question, [&](const std::string& answer) { return isRelaxedMatch(answer, given); });
        },
};

const Metric relaxedSwappedMetric{
    .id = "relaxed_swapped",
    .nameCode = "metric.relaxed_swapped",
    .score =
        [](const Question& question, const std::string& prediction) {
            const std::string given(stripped(validUtf8(prediction)));
            return anyAnswer(question, [&](const std::string& answer) { return isRelaxedMatch(given, answer); });
        },
};

}
