// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/comparison.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include <fmt/core.h>

#include "base/error.h"

namespace quantscope {
namespace {

// Of a question, the same in all runs that have been asked it; with lengths, so that no two of them run together.
std::string identityOf(const RunRecord& run, size_t place)
{
    const auto& asked = run.asked.at(place);
    auto key = fmt::format("{}\n{}:{}:{}\n", run.predictions[place].index, run.data.size(), asked.category.size(),
                           asked.question.size());
    key += run.data + asked.category + asked.question;
    for (const auto& answer : asked.answers)
        key += fmt::format("\n{}:", answer.size()) + answer;
    return key;
}

std::unordered_map<std::string, size_t> placesOf(const RunRecord& run)
{
    std::unordered_map<std::string, size_t> places;
    places.reserve(run.predictions.size());
    for (size_t i = 0; i < run.predictions.size(); ++i)
        places.emplace(identityOf(run, i), i);
    return places;
}

bool isScored(const ComparedQuestion& question, std::span<const RunRecord> runs)
{
    for (size_t run = 0; run < runs.size(); ++run)
        if (!runs[run].predictions[question.places[run]].isScored)
            return false;
    return true;
}

void rate(ComparedQuestion& question, std::span<const RunRecord> runs)
{
    std::set<std::string_view> texts;
    for (size_t run = 0; run < runs.size(); ++run) {
        const auto& prediction = runs[run].predictions[question.places[run]];
        question.scores.push_back(prediction.score);
        texts.insert(prediction.text);
    }
    const auto [lowest, highest] = std::minmax_element(question.scores.begin(), question.scores.end());
    question.spread = *highest - *lowest;
    question.texts = texts.size();
}

// In the order of the first run.
std::vector<ComparedQuestion> commonQuestions(std::span<const RunRecord> runs)
{
    std::vector<std::unordered_map<std::string, size_t>> places;
    for (const auto& run : runs.subspan(1))
        places.push_back(placesOf(run));
    std::vector<ComparedQuestion> common;
    for (size_t i = 0; i < runs.front().predictions.size(); ++i) {
        const auto identity = identityOf(runs.front(), i);
        ComparedQuestion question;
        question.places.push_back(i);
        for (const auto& others : places)
            if (const auto it = others.find(identity); it != others.end())
                question.places.push_back(it->second);
        if (question.places.size() < runs.size() || !isScored(question, runs))
            continue;
        rate(question, runs);
        common.push_back(std::move(question));
    }
    return common;
}

void add(ComparedCategory& category, const ComparedQuestion& question)
{
    category.correct.resize(question.scores.size());
    ++category.total;
    for (size_t run = 0; run < question.scores.size(); ++run)
        category.correct[run] += question.scores[run];
}

void addUp(Comparison& comparison, const RunRecord& first)
{
    for (const auto& question : comparison.questions) {
        const auto& name = first.asked[question.places.front()].category;
        auto& all = comparison.categories;
        auto it = std::find_if(all.begin(), all.end(), [&](const ComparedCategory& c) { return c.name == name; });
        if (it == all.end())
            it = all.insert(all.end(), {name, 0, {}});
        add(*it, question);
        add(comparison.total, question);
    }
}

std::vector<std::vector<double>> scoresByRun(const std::vector<ComparedQuestion>& questions, size_t runs)
{
    std::vector<std::vector<double>> scores(runs);
    for (const auto& question : questions)
        for (size_t run = 0; run < runs; ++run)
            scores[run].push_back(question.scores[run]);
    return scores;
}

std::vector<ComparedPair> testPairs(const std::vector<std::vector<double>>& scores)
{
    const auto runs = scores.size();
    std::vector<ComparedPair> pairs;
    std::vector<double> pValues;
    for (size_t left = 0; left < runs; ++left)
        for (size_t right = left + 1; right < runs; ++right) {
            pairs.push_back({left, right, testPair(scores[left], scores[right]), 1});
            pValues.push_back(pairs.back().test.pValue);
        }
    const auto adjusted = holmAdjusted(pValues);
    for (size_t i = 0; i < pairs.size(); ++i)
        pairs[i].adjusted = adjusted[i];
    return pairs;
}

std::vector<FieldDifference> recipesOf(std::span<const RunRecord> runs)
{
    std::vector<Recipe> recipes;
    for (const auto& run : runs)
        recipes.push_back(run.spec.recipe.value_or(Recipe()));
    return differingFields(recipes);
}

}

LayerCurves layerCurves(std::span<const RunRecord> runs)
{
    LayerCurves curves;
    std::unordered_map<std::string, size_t> places;
    for (const auto& run : runs)
        for (const auto& report : run.layers)
            if (places.emplace(report.layer.name, places.size()).second)
                curves.layers.push_back(report.layer.name);
    for (const auto& run : runs) {
        auto& isolated = curves.isolatedDb.emplace_back(places.size());
        auto& accumulated = curves.accumulatedDb.emplace_back(places.size());
        for (const auto& report : run.layers) {
            if (!report.measured)
                continue;
            isolated[places[report.layer.name]] = report.error.isolated.sqnrDb;
            accumulated[places[report.layer.name]] = report.error.accumulated.sqnrDb;
        }
    }
    return curves;
}

Comparison compareRuns(std::span<const RunRecord> runs)
{
    if (runs.size() < 2 || runs.size() > mostCompared)
        throw Error(fmt::format("2 to {} runs can be compared, not {}", mostCompared, runs.size()));
    Comparison comparison;
    comparison.questions = commonQuestions(runs);
    comparison.total.correct.resize(runs.size());
    addUp(comparison, runs.front());
    const auto scores = scoresByRun(comparison.questions, runs.size());
    for (const auto& run : scores)
        comparison.intervals.push_back(bootstrapSum(run));
    comparison.pairs = testPairs(scores);
    comparison.recipe = recipesOf(runs);
    comparison.curves = layerCurves(runs);
    std::stable_sort(comparison.questions.begin(), comparison.questions.end(),
                     [](const ComparedQuestion& a, const ComparedQuestion& b) {
                         return a.spread != b.spread ? a.spread > b.spread : a.texts > b.texts;
                     });
    return comparison;
}

}
