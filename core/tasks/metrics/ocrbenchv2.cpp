// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/metrics/ocrbenchv2.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/unicode.h"
#include "tasks/dataset.h"
#include "tasks/metrics/ocrbenchboxes.h"
#include "tasks/metrics/ocrbenchtables.h"
#include "tasks/metrics/ocrbenchtexts.h"
#include "words/installedwords.h"

namespace quantscope {
namespace {

using Rule = double (*)(const Question&, const std::string& prediction);

struct CategoryV2
{
    std::string_view name;
    std::string_view group;
    Rule rule = nullptr;
};

constexpr std::array<CategoryV2, 30> categoriesV2 = {{
    {"text recognition en", "English text recognition", scoreReading},
    {"fine-grained text recognition en", "English text recognition", scorePage},
    {"full-page OCR en", "English text recognition", scorePage},
    {"text grounding en", "English text detection", scoreGrounding},
    {"VQA with position en", "English text detection", scorePlacedReading},
    {"text spotting en", "English text spotting", scoreSpotting},
    {"key information extraction en", "English relationship extraction", scoreDictionary},
    {"key information mapping en", "English relationship extraction", scoreDictionary},
    {"document parsing en", "English element parsing", scoreDocument},
    {"chart parsing en", "English element parsing", scoreChart},
    {"table parsing en", "English element parsing", scoreTable},
    {"formula recognition en", "English element parsing", scoreFormula},
    {"math QA en", "English mathematical calculation", scoreReading},
    {"text counting en", "English mathematical calculation", scoreCounting},
    {"document classification en", "English visual text understanding", scoreReading},
    {"cognition VQA en", "English visual text understanding", scoreReading},
    {"diagram QA en", "English visual text understanding", scoreReading},
    {"reasoning VQA en", "English knowledge reasoning", scoreReading},
    {"science QA en", "English knowledge reasoning", scoreReading},
    {"APP agent en", "English knowledge reasoning", scoreReading},
    {"ASCII art classification en", "English knowledge reasoning", scoreReading},
    {"full-page OCR cn", "Chinese text recognition", scorePage},
    {"key information extraction cn", "Chinese relationship extraction", scoreDictionary},
    {"handwritten answer extraction cn", "Chinese relationship extraction", scoreHandwritten},
    {"document parsing cn", "Chinese element parsing", scoreDocument},
    {"table parsing cn", "Chinese element parsing", scoreHtmlTable},
    {"formula recognition cn", "Chinese element parsing", scoreChineseFormula},
    {"cognition VQA cn", "Chinese visual text understanding", scoreChineseReading},
    {"reasoning VQA cn", "Chinese knowledge reasoning", scoreChineseReading},
    {"text translation cn", "Chinese knowledge reasoning", scorePage},
}};

const CategoryV2* findCategoryV2(std::string_view name)
{
    const auto* const found = std::find_if(categoriesV2.begin(), categoriesV2.end(),
                                           [&](const CategoryV2& category) { return category.name == name; });
    return found != categoriesV2.end() ? found : nullptr;
}

// VLMEvalKit has no rule for a table in a format that the question does not name.
bool scoresV2(const Question& question)
{
    const auto* category = findCategoryV2(question.category);
    return category && (category->rule != scoreTable || asksForTable(question));
}

std::string lacksV2(const Question& question)
{
    const auto* category = findCategoryV2(question.category);
    const bool isPage =
        category && (category->rule == scorePage || (category->rule == scoreHandwritten && asksForShortText(question)));
    return isPage ? installedWords().missing : std::string();
}

double scoreV2(const Question& question, const std::string& prediction)
{
    const auto* category = findCategoryV2(question.category);
    return category ? category->rule(question, prediction) : 0.0;
}

// The mean of the groups of a language; nullopt without any.
std::optional<double> meanOfGroups(const Score& score, std::string_view language)
{
    double sum = 0;
    int count = 0;
    for (const auto& group : score.groups)
        if (group.name.starts_with(language) && group.total > 0) {
            sum += percentOf(group);
            ++count;
        }
    return count > 0 ? std::optional(sum / count) : std::nullopt;
}

Score summarizeV2(std::span<const ScoredAnswer> answers)
{
    Score score;
    addAnswers(score, answers);
    for (const auto& category : categoriesV2)
        entryFor(score.groups, category.group);
    for (const auto& answer : answers)
        if (const auto* category = findCategoryV2(answer.question->category))
            addTo(entryFor(score.groups, category->group), answer.score);
    double sum = 0;
    int languages = 0;
    for (const char* language : {"English", "Chinese"})
        if (const auto mean = meanOfGroups(score, language)) {
            score.figures.push_back({language, "", *mean});
            sum += *mean;
            ++languages;
        }
    score.finalScore = score.finalScoreNorm = languages > 0 ? sum / languages : 0.0;
    return score;
}

}

bool hasOnlyOcrBenchV2Categories(const std::set<std::string, std::less<>>& categories)
{
    return !categories.empty() &&
        std::all_of(categories.begin(), categories.end(), [](const auto& name) { return findCategoryV2(name); });
}

const Metric ocrBenchV2Metric{.id = "ocrbench_v2",
                              .nameCode = "metric.ocrbench_v2",
                              .score = scoreV2,
                              .summarize = summarizeV2,
                              .scores = scoresV2,
                              .lacks = lacksV2};

}
