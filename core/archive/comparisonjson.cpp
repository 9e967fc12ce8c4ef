// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/comparisonjson.h"

#include <cmath>

#include "archive/leftout.h"

namespace quantscope {
namespace {

using Json = nlohmann::json;

Json questionToJson(const ComparedQuestion& question, std::span<const RunRecord> runs)
{
    const auto first = firstAnswering(question), place = question.places[first];
    const auto& asked = runs[first].asked[place];
    Json answers = Json::array();
    for (size_t run = 0; run < runs.size(); ++run)
        answers.push_back(question.places[run] == noPlace ? Json()
                                                          : Json(runs[run].predictions[question.places[run]].text));
    return {{"index", runs[first].predictions[place].index},
            {"category", asked.category},
            {"question", asked.question},
            {"answers", asked.answers},
            {"predictions", answers},
            {"scores", question.scores}};
}

Json categoryToJson(const ComparedCategory& category)
{
    return {{"name", category.name}, {"total", category.total}, {"correct", category.correct}};
}

Json pairToJson(const ComparedPair& pair, std::span<const RunRecord> runs)
{
    const auto& test = pair.test;
    return {{"left", runs[pair.left].id},
            {"right", runs[pair.right].id},
            {"difference", test.difference},
            {"interval", {test.interval.low, test.interval.high}},
            {"left_better", test.leftBetter},
            {"right_better", test.rightBetter},
            {"p", test.pValue},
            {"p_holm", pair.adjusted}};
}

// JSON has no infinity: null where an error is unknown, "inf" where there is none.
Json curveToJson(const std::vector<std::optional<double>>& curve)
{
    Json list = Json::array();
    for (const auto& value : curve)
        if (!value)
            list.push_back(nullptr);
        else if (std::isfinite(*value))
            list.push_back(*value);
        else
            list.push_back(*value > 0 ? "inf" : "-inf");
    return list;
}

Json curvesToJson(const LayerCurves& curves)
{
    Json json{{"layers", curves.layers}, {"isolated_sqnr_db", Json::array()}, {"accumulated_sqnr_db", Json::array()}};
    for (const auto& curve : curves.isolatedDb)
        json["isolated_sqnr_db"].push_back(curveToJson(curve));
    for (const auto& curve : curves.accumulatedDb)
        json["accumulated_sqnr_db"].push_back(curveToJson(curve));
    return json;
}

}

nlohmann::json summaryToJson(const RunSummary& run)
{
    return {{"id", run.id},
            {"name", run.name},
            {"note", run.note},
            {"state", runStateId(run.state)},
            {"created", run.created},
            {"updated", run.updated},
            {"model", run.model},
            {"model_sha256", run.modelHash},
            {"data", run.data},
            {"data_sha256", run.dataHash},
            {"recipe_sha256", run.recipeHash},
            {"parent", run.parent},
            {"experiment", run.experiment},
            {"tags", run.tags},
            {"questions", run.wanted},
            {"answered", run.answered},
            {"hits", run.correct},
            {"final_score", run.finalScore},
            {"seconds", run.seconds},
            {"bytes", run.bytes},
            {"bits_per_weight", run.bitsPerWeight},
            {"deleted", run.deleted ? Json(*run.deleted) : Json()}};
}

nlohmann::json comparisonToJson(const Comparison& comparison, std::span<const RunRecord> runs)
{
    Json json;
    for (const auto& run : runs)
        json["runs"].push_back({{"id", run.id}, {"name", run.name}});
    json["total"] = categoryToJson(comparison.total);
    json["total"]["intervals"] = Json::array();
    for (const auto& interval : comparison.intervals)
        json["total"]["intervals"].push_back({interval.low, interval.high});
    json["categories"] = json["pairs"] = json["recipe"] = json["questions"] = Json::array();
    for (const auto& category : comparison.categories)
        json["categories"].push_back(categoryToJson(category));
    for (const auto& pair : comparison.pairs)
        json["pairs"].push_back(pairToJson(pair, runs));
    for (const auto& field : comparison.recipe)
        json["recipe"].push_back({{"path", field.path}, {"values", field.values}});
    for (const auto& question : comparison.questions)
        json["questions"].push_back(questionToJson(question, runs));
    json["curves"] = curvesToJson(comparison.curves);
    return json;
}

}
