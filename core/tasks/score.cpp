// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/score.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/unicode.h"
#include "tasks/vqanormalize.h"

namespace quantscope {
namespace {

constexpr std::string_view mathCategory = "Handwritten Mathematical Expression Recognition";

struct OcrBenchCategory
{
    std::string_view name;
    std::string_view group;
};

constexpr std::array<OcrBenchCategory, 10> ocrBenchCategories = {{
    {"Regular Text Recognition", "Text Recognition"},
    {"Irregular Text Recognition", "Text Recognition"},
    {"Artistic Text Recognition", "Text Recognition"},
    {"Handwriting Recognition", "Text Recognition"},
    {"Digit String Recognition", "Text Recognition"},
    {"Non-Semantic Text Recognition", "Text Recognition"},
    {"Scene Text-centric VQA", "Scene Text-centric VQA"},
    {"Doc-oriented VQA", "Doc-oriented VQA"},
    {"Key Information Extraction", "Key Information Extraction"},
    {mathCategory, mathCategory},
}};

std::string ocrBenchText(const std::string& text, bool isMath)
{
    const auto valid = validUtf8(text);
    std::string result(stripped(isMath ? valid : lowerCase(valid)));
    std::replace(result.begin(), result.end(), '\n', ' ');
    if (isMath)
        std::erase(result, ' ');
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

CategoryScore& entry(std::vector<CategoryScore>& scores, std::string_view name)
{
    const auto found =
        std::find_if(scores.begin(), scores.end(), [&](const CategoryScore& s) { return s.name == name; });
    return found != scores.end() ? *found : scores.emplace_back(CategoryScore{std::string(name), 0, 0});
}

}

bool isOcrBenchHit(const std::string& category, const std::vector<std::string>& answers, const std::string& prediction)
{
    const bool isMath = category == mathCategory;
    const auto text = ocrBenchText(prediction, isMath);
    return std::any_of(answers.begin(), answers.end(), [&](const std::string& answer) {
        return text.find(ocrBenchText(answer, isMath)) != std::string::npos;
    });
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

double scoreAnswer(Metric metric, const std::string& category, const std::vector<std::string>& answers,
                   const std::string& prediction)
{
    switch (metric) {
    case Metric::OcrBench: return isOcrBenchHit(category, answers, prediction) ? 1.0 : 0.0;
    case Metric::VqaAccuracy: return vqaAccuracy(answers, prediction);
    case Metric::Anls: return anls(answers, prediction);
    }
    return 0.0;
}

Score summarize(Metric metric, const std::vector<ScoredAnswer>& answers)
{
    Score score;
    const bool isOcrBench = metric == Metric::OcrBench;
    if (isOcrBench)
        for (const auto& category : ocrBenchCategories)
            entry(score.categories, category.name);
    for (const auto& answer : answers) {
        auto& category = entry(score.categories, answer.category);
        category.hits += answer.hit;
        ++category.total;
        score.hits += answer.hit;
        ++score.total;
    }
    if (!isOcrBench) {
        score.finalScore = score.total == 0 ? 0.0 : 100.0 * score.hits / static_cast<double>(score.total);
        score.finalScoreNorm = score.finalScore;
        return score;
    }
    for (size_t i = 0; i < ocrBenchCategories.size(); ++i) {
        auto& group = entry(score.groups, ocrBenchCategories[i].group);
        group.hits += score.categories[i].hits;
        group.total += score.categories[i].total;
    }
    score.finalScore = score.hits;
    score.finalScoreNorm = score.hits / 10.0;
    return score;
}

}
