// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/score.h"

#include <algorithm>

#include "base/unicode.h"
#include "tasks/dataset.h"
#include "tasks/vqanormalize.h"

namespace quantscope {
namespace {

std::string lowerText(const std::string& text)
{
    std::string result(stripped(lowerCase(validUtf8(text))));
    std::replace(result.begin(), result.end(), '\n', ' ');
    return result;
}

size_t editDistance(const std::u32string& a, const std::u32string& b)
{
    std::vector<size_t> row(b.size() + 1);
    for (size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (size_t i = 0; i < a.size(); ++i) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < b.size(); ++j) {
            const size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

// Lower case, words joined by one space.
std::u32string anlsText(const std::string& text)
{
    std::string joined;
    for (const auto& word : splitOnSpace(lowerCase(validUtf8(text))))
        joined += (joined.empty() ? "" : " ") + word;
    return toUtf32(joined);
}

}

bool containsAnswer(const std::vector<std::string>& answers, const std::string& prediction)
{
    const auto text = lowerText(prediction);
    return std::any_of(answers.begin(), answers.end(),
                       [&](const std::string& answer) { return text.find(lowerText(answer)) != std::string::npos; });
}

double vqaAccuracy(const std::vector<std::string>& answers, const std::string& prediction)
{
    if (answers.empty())
        return 0.0;
    const auto given = vqaNormalized(prediction);
    int64_t matches = 0;
    for (const auto& answer : answers)
        matches += vqaNormalized(answer) == given ? 1 : 0;
    const auto accuracy = [](int64_t others) { return std::min(1.0, static_cast<double>(others) / 3.0); };
    // Leaving out a matching answer leaves one match fewer.
    const auto count = static_cast<int64_t>(answers.size());
    const double sum =
        static_cast<double>(matches) * accuracy(matches - 1) + static_cast<double>(count - matches) * accuracy(matches);
    return sum / static_cast<double>(count);
}

double anls(const std::vector<std::string>& answers, const std::string& prediction)
{
    constexpr double threshold = 0.5;
    const auto given = anlsText(prediction);
    double best = 0.0;
    for (const auto& answer : answers) {
        const auto expected = anlsText(answer);
        const size_t length = std::max(expected.size(), given.size());
        const double distance =
            length == 0 ? 0.0 : static_cast<double>(editDistance(expected, given)) / static_cast<double>(length);
        best = std::max(best, 1.0 - distance);
    }
    return best < threshold ? 0.0 : best;
}

CategoryScore& entryFor(std::vector<CategoryScore>& scores, std::string_view name)
{
    const auto found =
        std::find_if(scores.begin(), scores.end(), [&](const CategoryScore& s) { return s.name == name; });
    return found != scores.end() ? *found : scores.emplace_back(CategoryScore{std::string(name), 0, 0});
}

void addAnswers(Score& score, std::span<const ScoredAnswer> answers)
{
    for (const auto& answer : answers) {
        auto& category = entryFor(score.categories, answer.question->category);
        category.correct += answer.score;
        ++category.total;
        score.correct += answer.score;
        ++score.total;
    }
}

Score summarizeCategories(std::span<const ScoredAnswer> answers)
{
    Score score;
    addAnswers(score, answers);
    score.finalScore = score.total == 0 ? 0.0 : 100.0 * score.correct / static_cast<double>(score.total);
    score.finalScoreNorm = score.finalScore;
    return score;
}

}
