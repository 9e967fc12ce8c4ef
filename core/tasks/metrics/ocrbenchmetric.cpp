// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/metrics/ocrbenchmetric.h"

#include <algorithm>
#include <array>

#include "base/unicode.h"
#include "tasks/dataset.h"
#include "tasks/metrics/textanswers.h"

namespace quantscope {
namespace {

constexpr std::string_view mathCategory = "Handwritten Mathematical Expression Recognition";

struct OcrBenchCategory
{
    std::string_view name;
    std::string_view group;
    bool isTelling = false; // no other benchmark has it
};

constexpr std::array<OcrBenchCategory, 10> ocrBenchCategories = {{
    {"Regular Text Recognition", "Text Recognition", true},
    {"Irregular Text Recognition", "Text Recognition"},
    {"Artistic Text Recognition", "Text Recognition"},
    {"Handwriting Recognition", "Text Recognition"},
    {"Digit String Recognition", "Text Recognition"},
    {"Non-Semantic Text Recognition", "Text Recognition"},
    {"Scene Text-centric VQA", "Scene Text-centric VQA", true},
    {"Doc-oriented VQA", "Doc-oriented VQA"},
    {"Key Information Extraction", "Key Information Extraction"},
    {mathCategory, mathCategory, true},
}};

std::string mathText(const std::string& text)
{
    std::string result(stripped(validUtf8(text)));
    std::erase_if(result, [](char c) { return c == ' ' || c == '\n'; });
    return result;
}

bool containsExpression(const std::vector<std::string>& answers, const std::string& prediction)
{
    const auto text = mathText(prediction);
    return std::any_of(answers.begin(), answers.end(),
                       [&](const std::string& answer) { return text.find(mathText(answer)) != std::string::npos; });
}

double scoreOcrBench(const Question& question, const std::string& prediction)
{
    const bool isCorrect = question.category == mathCategory ? containsExpression(question.answers, prediction)
                                                             : containsAnswer(question.answers, prediction);
    return isCorrect ? 1.0 : 0.0;
}

Score summarizeOcrBench(std::span<const ScoredAnswer> answers)
{
    Score score;
    for (const auto& category : ocrBenchCategories)
        entryFor(score.categories, category.name);
    addAnswers(score, answers);
    for (size_t i = 0; i < ocrBenchCategories.size(); ++i) {
        auto& group = entryFor(score.groups, ocrBenchCategories[i].group);
        group.correct += score.categories[i].correct;
        group.total += score.categories[i].total;
    }
    score.finalScore = score.correct;
    score.finalScoreNorm = score.correct / 10.0;
    return score;
}

}

bool hasOcrBenchCategory(const std::set<std::string, std::less<>>& categories)
{
    return std::any_of(ocrBenchCategories.begin(), ocrBenchCategories.end(), [&](const OcrBenchCategory& category) {
        return category.isTelling && categories.contains(category.name);
    });
}

const Metric ocrBenchMetric{
    .id = "ocrbench", .nameCode = "metric.ocrbench", .score = scoreOcrBench, .summarize = summarizeOcrBench};

}
