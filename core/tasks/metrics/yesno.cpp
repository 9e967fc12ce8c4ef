// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/metrics/yesno.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/unicode.h"
#include "tasks/dataset.h"
#include "words/vqanormalize.h"

namespace quantscope {
namespace {

using Answers = std::span<const ScoredAnswer>;

constexpr std::array<std::string_view, 10> perceptionCategories = {
    "OCR", "artwork", "celebrity", "color", "count", "existence", "landmark", "position", "posters", "scene"};
constexpr std::array<std::string_view, 4> reasoningCategories = {"code_reasoning", "commonsense_reasoning",
                                                                 "numerical_calculation", "text_translation"};
constexpr double mostOfCategory = 200;

YesNo expectedOf(const Question& question)
{
    return question.answers.empty() ? YesNo::Unknown : yesNoOf(question.answers.front());
}

double scoreYesNo(const Question& question, const std::string& prediction)
{
    const auto expected = expectedOf(question);
    return expected != YesNo::Unknown && yesNoOf(prediction) == expected ? 1.0 : 0.0;
}

bool isSameImage(const Question& a, const Question& b)
{
    return std::equal(a.images.begin(), a.images.end(), b.images.begin(), b.images.end(),
                      [](const EncodedImage& left, const EncodedImage& right) {
                          return left == right || (left && right && *left == *right);
                      });
}

// The share of images with both questions right, in percent; images of which one question alone was asked do not count.
double accuracyPlus(const std::vector<const ScoredAnswer*>& answers)
{
    CategoryScore pairs;
    std::vector<const ScoredAnswer*> waiting;
    for (const auto* answer : answers) {
        const auto first = std::find_if(waiting.begin(), waiting.end(), [&](const auto* other) {
            return isSameImage(*answer->question, *other->question);
        });
        if (first == waiting.end()) {
            waiting.push_back(answer);
            continue;
        }
        addTo(pairs, (*first)->score * answer->score);
        waiting.erase(first);
    }
    return percentOf(pairs);
}

Score summarizeMme(Answers answers)
{
    auto score = summarizeParts(answers);
    double most = 0;
    const auto sum = [&](std::string_view name, std::span<const std::string_view> categories) {
        double points = 0;
        for (const auto& category : score.categories) {
            if (std::find(categories.begin(), categories.end(), category.name) == categories.end())
                continue;
            std::vector<const ScoredAnswer*> own;
            for (const auto& answer : answers)
                if (answer.question->category == category.name)
                    own.push_back(&answer);
            const double plus = accuracyPlus(own);
            score.figures.push_back({"accuracy+", category.name, plus});
            score.figures.push_back({"score", category.name, percentOf(category) + plus});
            points += percentOf(category) + plus;
            most += mostOfCategory;
        }
        score.figures.push_back({std::string(name), "", points});
        return points;
    };
    score.finalScore = sum("perception", perceptionCategories) + sum("reasoning", reasoningCategories);
    score.finalScoreNorm = most > 0 ? 100.0 * score.finalScore / most : 0.0;
    return score;
}

std::vector<std::string> partsOf(const std::string& category)
{
    std::vector<std::string> parts;
    for (size_t begin = 0; begin <= category.size();) {
        const size_t end = std::min(category.find(',', begin), category.size());
        parts.push_back(category.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

// How often Yes was right, said wrongly and missing.
struct YesCounts
{
    int64_t right = 0, wrong = 0, missing = 0;
};

void countYes(YesCounts& counts, const ScoredAnswer& answer)
{
    const bool expected = expectedOf(*answer.question) == YesNo::Yes;
    const bool said = yesNoOf(answer.text) == YesNo::Yes;
    counts.right += expected && said ? 1 : 0;
    counts.wrong += !expected && said ? 1 : 0;
    counts.missing += expected && !said ? 1 : 0;
}

double addYesFigures(Score& score, const std::string& part, const YesCounts& counts)
{
    const auto share = [&](int64_t others) { return percentOf({"", double(counts.right), counts.right + others}); };
    const double precision = share(counts.wrong), recall = share(counts.missing);
    const double f1 = precision + recall == 0 ? 0.0 : 2 * precision * recall / (precision + recall);
    score.figures.push_back({"F1", part, f1});
    score.figures.push_back({"precision", part, precision});
    score.figures.push_back({"recall", part, recall});
    return f1;
}

Score summarizePope(Answers answers)
{
    Score score;
    addAnswers(score, answers);
    YesCounts all;
    std::map<std::string, YesCounts> byPart;
    for (const auto& answer : answers)
        for (const auto& part : partsOf(answer.question->category)) {
            addTo(entryFor(score.groups, part), answer.score);
            countYes(byPart[part], answer);
            countYes(all, answer);
        }
    score.finalScore = score.finalScoreNorm = addYesFigures(score, "", all);
    for (const auto& group : score.groups)
        addYesFigures(score, group.name, byPart[group.name]);
    return score;
}

std::string column(const Question& question, std::string_view name)
{
    const auto found = question.columns.find(name);
    return found != question.columns.end() ? found->second : std::string();
}

// The numbers of set, figure and question, in columns or behind the three words of an index; empty when there are none.
std::vector<std::string> placeNumbers(const Question& question)
{
    std::vector<std::string> numbers{column(question, "set_id"), column(question, "figure_id"),
                                     column(question, "question_id")};
    if (std::none_of(numbers.begin(), numbers.end(), [](const std::string& number) { return number.empty(); }))
        return numbers;
    const auto& index = question.index;
    std::vector<std::string> words;
    for (size_t begin = 0; begin <= index.size();) {
        const size_t end = std::min(index.find('_', begin), index.size());
        words.push_back(index.substr(begin, end - begin));
        begin = end + 1;
    }
    return words.size() < 6 ? std::vector<std::string>() : std::vector(words.begin() + 3, words.begin() + 6);
}

// aAcc, fAcc and qAcc of some answers; the last two only where the indexes have the numbers.
std::vector<double> addHallusionFigures(Score& score, const std::string& part,
                                        const std::vector<const ScoredAnswer*>& answers)
{
    CategoryScore all;
    std::map<std::string, double> figures, questions; // 1 while all answers are right
    for (const auto* answer : answers) {
        addTo(all, answer->score);
        const auto numbers = placeNumbers(*answer->question);
        if (numbers.empty())
            continue;
        const auto set = column(*answer->question, "l2-category") + "_" + numbers[0] + "_";
        figures.try_emplace(set + numbers[1], 1.0).first->second *= answer->score;
        questions.try_emplace(set + numbers[2], 1.0).first->second *= answer->score;
    }
    std::vector<double> values{percentOf(all)};
    score.figures.push_back({"aAcc", part, values.front()});
    const auto add = [&](const char* name, const std::map<std::string, double>& rows) {
        if (rows.empty())
            return;
        CategoryScore entry;
        for (const auto& [key, right] : rows)
            addTo(entry, right);
        values.push_back(percentOf(entry));
        score.figures.push_back({name, part, values.back()});
    };
    add("fAcc", figures);
    add("qAcc", questions);
    return values;
}

Score summarizeHallusion(Answers answers)
{
    auto score = summarizeParts(answers);
    const auto where = [&](auto matches) {
        std::vector<const ScoredAnswer*> own;
        for (const auto& answer : answers)
            if (matches(*answer.question))
                own.push_back(&answer);
        return own;
    };
    const auto values = addHallusionFigures(score, "", where([](const Question&) { return true; }));
    for (const auto& entry : score.categories)
        addHallusionFigures(score, entry.name, where([&](const Question& q) { return q.category == entry.name; }));
    for (const auto& entry : score.groups)
        addHallusionFigures(score, entry.name,
                            where([&](const Question& q) { return column(q, "l2-category") == entry.name; }));
    double sum = 0;
    for (const double value : values)
        sum += value;
    score.finalScore = score.finalScoreNorm = sum / static_cast<double>(values.size());
    return score;
}

}

YesNo yesNoOf(std::string_view text)
{
    const auto words = splitOnSpace(withoutVqaPunctuation(lowerCase(validUtf8(text))));
    const auto has = [&](std::string_view word) { return std::find(words.begin(), words.end(), word) != words.end(); };
    if (has("yes") == has("no"))
        return YesNo::Unknown;
    return has("yes") ? YesNo::Yes : YesNo::No;
}

bool hasOnlyMmeCategories(const std::set<std::string, std::less<>>& categories)
{
    const auto isOneOf = [](const auto& names) {
        return [&names](const std::string& name) { return std::find(names.begin(), names.end(), name) != names.end(); };
    };
    const auto reasons = isOneOf(reasoningCategories);
    const auto perceives = isOneOf(perceptionCategories);
    return std::any_of(categories.begin(), categories.end(), reasons) &&
        std::all_of(categories.begin(), categories.end(),
                    [&](const std::string& name) { return reasons(name) || perceives(name); });
}

const Metric yesNoMetric{.id = "yes_no", .nameCode = "metric.yes_no", .score = scoreYesNo};
const Metric mmeMetric{.id = "mme", .nameCode = "metric.mme", .score = scoreYesNo, .summarize = summarizeMme};
const Metric popeMetric{.id = "pope", .nameCode = "metric.pope", .score = scoreYesNo, .summarize = summarizePope};
const Metric hallusionMetric{
    .id = "hallusionbench", .nameCode = "metric.hallusionbench", .score = scoreYesNo, .summarize = summarizeHallusion};

}
