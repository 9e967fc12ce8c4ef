// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/comparison.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_map>

#include <fmt/core.h>

#include "archive/leftout.h"
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
        if (question.places[run] != noPlace && !runs[run].predictions[question.places[run]].isScored)
            return false;
    return true;
}

void rate(ComparedQuestion& question, std::span<const RunRecord> runs)
{
    std::set<std::string_view> texts;
    double lowest = 1, highest = 0;
    for (size_t run = 0; run < runs.size(); ++run) {
        if (question.places[run] == noPlace) {
            question.scores.push_back(std::nan(""));
            continue;
        }
        const auto& prediction = runs[run].predictions[question.places[run]];
        question.scores.push_back(prediction.score);
        texts.insert(prediction.text);
        lowest = std::min(lowest, prediction.score);
        highest = std::max(highest, prediction.score);
    }
    question.spread = highest - lowest;
    question.texts = texts.size();
}

// In the order of the first run that is not left out.
std::vector<ComparedQuestion> commonQuestions(std::span<const RunRecord> runs, const std::vector<bool>& out)
{
    const auto first = static_cast<size_t>(std::find(out.begin(), out.end(), false) - out.begin());
    std::vector<std::unordered_map<std::string, size_t>> places(runs.size());
    for (size_t run = first + 1; run < runs.size(); ++run)
        if (!out[run])
            places[run] = placesOf(runs[run]);
    std::vector<ComparedQuestion> common;
    for (size_t i = 0; i < runs[first].predictions.size(); ++i) {
        const auto identity = identityOf(runs[first], i);
        ComparedQuestion question;
        question.places.assign(runs.size(), noPlace);
        question.places[first] = i;
        bool isCommon = true;
        for (size_t run = first + 1; run < runs.size() && isCommon; ++run) {
            if (out[run])
                continue;
            const auto it = places[run].find(identity);
            isCommon = it != places[run].end();
            if (isCommon)
                question.places[run] = it->second;
        }
        if (!isCommon || !isScored(question, runs))
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

// The benchmark's own, which a run's score tells; none where no run knows it.
std::vector<std::string> categoryOrder(std::span<const RunRecord> runs)
{
    std::vector<std::string> order;
    for (const auto& run : runs)
        for (const auto& category : run.score.categories)
            if (std::find(order.begin(), order.end(), category.name) == order.end())
                order.push_back(category.name);
    return order;
}

void addUp(Comparison& comparison, std::span<const RunRecord> runs)
{
    auto& all = comparison.categories;
    for (const auto& question : comparison.questions) {
        const auto first = firstAnswering(question);
        const auto& name = runs[first].asked[question.places[first]].category;
        auto it = std::find_if(all.begin(), all.end(), [&](const ComparedCategory& c) { return c.name == name; });
        if (it == all.end())
            it = all.insert(all.end(), {name, 0, {}});
        add(*it, question);
        add(comparison.total, question);
    }
    const auto order = categoryOrder(runs);
    const auto rank = [&](const ComparedCategory& c) { return std::find(order.begin(), order.end(), c.name); };
    std::stable_sort(all.begin(), all.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
}

std::vector<std::vector<double>> scoresByRun(const std::vector<ComparedQuestion>& questions, size_t runs)
{
    std::vector<std::vector<double>> scores(runs);
    for (const auto& question : questions)
        for (size_t run = 0; run < runs; ++run)
            scores[run].push_back(question.scores[run]);
    return scores;
}

std::vector<ComparedPair> testPairs(const std::vector<std::vector<double>>& scores, const std::vector<bool>& out)
{
    const auto runs = scores.size();
    std::vector<ComparedPair> pairs;
    std::vector<double> pValues;
    for (size_t left = 0; left < runs; ++left)
        for (size_t right = left + 1; right < runs; ++right) {
            if (out[left] || out[right])
                continue;
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
    const auto out = runsLeftOut(runs);
    comparison.questions = commonQuestions(runs, out);
    comparison.total.correct.resize(runs.size());
    addUp(comparison, runs);
    const auto scores = scoresByRun(comparison.questions, runs.size());
    for (size_t run = 0; run < runs.size(); ++run) {
        if (out[run])
            comparison.total.correct[run] = std::nan("");
        comparison.intervals.push_back(out[run] ? Interval{std::nan(""), std::nan("")} : bootstrapSum(scores[run]));
    }
    comparison.pairs = testPairs(scores, out);
    comparison.recipe = recipesOf(runs);
    comparison.curves = layerCurves(runs);
    std::stable_sort(comparison.questions.begin(), comparison.questions.end(),
                     [](const ComparedQuestion& a, const ComparedQuestion& b) {
                         return a.spread != b.spread ? a.spread > b.spread : a.texts > b.texts;
                     });
    return comparison;
}

}
