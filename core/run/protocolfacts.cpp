// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/protocolfacts.h"

#include <algorithm>

#include "quant/protocol.h"
#include "tasks/chosenmetric.h"

namespace quantscope {
namespace {

using Facts = ProtocolFacts;

constexpr double mostNumber = 1e15;

std::span<const Field<Facts>> factTable()
{
    static const std::vector<Field<Facts>> fields{
        {{"id", "Protocol", "Whose conventions the run follows"}, &Facts::protocol},
        {{"images", "Images", "How they reach the model"}, &Facts::images},
        {{"benchmark", "Benchmark", "Whose prompt and tiles"}, &Facts::benchmark},
        {{"most_tiles", "Most tiles", "Of an image, without the thumbnail", 0, 1 << 20}, &Facts::mostTiles},
        {{"metric", "Metric", "That scores the answers"}, &Facts::metric},
        {{"norm_fusion", "Norm fusion", "none, exact or mquant"}, &Facts::normFusion},
        {{"gptq_questions", "GPTQ questions", "Questions that GPTQ saw", 0, mostNumber}, &Facts::weightQuestions},
        {{"range_questions", "Range questions", "Questions that gave static ranges", 0, mostNumber},
         &Facts::rangeQuestions},
        {{"range_tokens", "Range tokens", "Most tokens of an answer to one of them", 0, mostNumber},
         &Facts::rangeTokens},
        {{"last_range_tokens", "Last range tokens", "Most tokens of the answer to the last one", 0, mostNumber},
         &Facts::lastRangeTokens},
        {{"calibration", "Calibration", "Data set of these questions"}, &Facts::calibration},
        {{"max_new_tokens", "Longest answer", "In tokens", 0, mostNumber}, &Facts::maxNewTokens},
        {{"dtype", "Type", "That the model computes in"}, &Facts::dtype},
    };
    return fields;
}

std::string fusionId(const Recipe& recipe)
{
    if (!recipe.vision.fuseNorms && !recipe.projector.fuseNorms && !recipe.llm.fuseNorms)
        return "none";
    return recipe.normFusion == NormFusion::MQuant ? "mquant" : "exact";
}

Message fusionMessage(const std::string& id)
{
    if (id == "none")
        return message("fact.norms_as_they_are");
    return id == "mquant" ? message("fact.norms_folded_mquant") : message("fact.norms_folded_exactly");
}

Message calibrationMessage(const Facts& facts)
{
    return message("fact.ranges",
                   {{"questions", facts.rangeQuestions},
                    {"data", facts.calibration},
                    {"tokens", facts.rangeTokens},
                    {"last", facts.lastRangeTokens}});
}

bool quantizesAnything(const Recipe& recipe)
{
    const auto quantizes = [](const Scheme& scheme) {
        return scheme.quantizesWeight() || scheme.quantizesActivation();
    };
    const auto narrows = [&](const Override& entry) {
        Scheme scheme;
        updateScheme(scheme, entry.fields, "override");
        return quantizes(scheme);
    };
    return quantizes(recipe.vision.scheme) || quantizes(recipe.projector.scheme) || quantizes(recipe.llm.scheme) ||
        std::any_of(recipe.overrides.begin(), recipe.overrides.end(), narrows);
}

std::vector<Message> allChanges(const Recipe& recipe, const RunChanges& run)
{
    auto changes = protocolChanges(recipe);
    if (run.limit)
        changes.push_back(message("protocol.all_questions"));
    if (run.calibration)
        changes.push_back(message("protocol.evaluated_calibration"));
    return changes;
}

}

ImageRoute imageRouteOf(Protocol protocol)
{
    return protocol == Protocol::Published ? ImageRoute::Jpeg75 : ImageRoute::Stored;
}

ScoringRules scoringRulesOf(Protocol protocol)
{
    return protocol == Protocol::Exact ? ScoringRules::Current : ScoringRules::MQuant;
}

AnswerConventions answerConventions(Protocol protocol, const Dataset& data)
{
    return {imageRouteOf(protocol), &metricOf(data, scoringRulesOf(protocol))};
}

bool calibratesOnBenchmark(Protocol protocol)
{
    return protocol != Protocol::Exact;
}

ProtocolFacts protocolFacts(const RunSpec& spec, const Dataset& data, const CalibrationUse& use)
{
    Facts facts;
    facts.protocol = protocolId(protocolOf(spec));
    facts.images = imageRouteId(imageRouteOf(protocolOf(spec)));
    facts.benchmark = data.benchmark->id;
    facts.mostTiles = data.benchmark->maxTiles;
    facts.metric = metricOf(data, scoringRulesOf(protocolOf(spec))).id;
    if (!spec.recipe)
        return facts;
    const auto recipe = underProtocol(*spec.recipe);
    facts.normFusion = fusionId(recipe);
    facts.weightQuestions = static_cast<int64_t>(use.weightRows.size());
    facts.rangeQuestions = static_cast<int64_t>(use.activationRows.size());
    if (facts.rangeQuestions > 0) {
        facts.rangeTokens = recipe.calibration.newTokens;
        facts.lastRangeTokens = recipe.calibration.lastNewTokens;
    }
    if (facts.weightQuestions + facts.rangeQuestions > 0)
        facts.calibration = use.dataset;
    return facts;
}

nlohmann::json factsToJson(const ProtocolFacts& facts)
{
    auto json = nlohmann::json::object();
    for (const auto& field : factTable())
        json[std::string(field.id)] = fieldValue(facts, field);
    return json;
}

ProtocolFacts factsFromJson(const nlohmann::json& json, const std::string& where)
{
    if (!json.is_object())
        throw Error(where + ": expected a JSON object");
    ProtocolFacts facts;
    for (const auto& field : factTable())
        if (const auto it = json.find(std::string(field.id)); it != json.end())
            setFieldValue(facts, field, *it, where);
    return facts;
}

std::vector<Message> factMessages(const ProtocolFacts& facts)
{
    if (facts.benchmark.empty())
        return {};
    std::vector<Message> list{message("fact.protocol", {{"protocol", facts.protocol}}),
                              message("fact.benchmark", {{"benchmark", facts.benchmark}}),
                              facts.images == "stored" ? message("fact.images_stored") : message("fact.images_jpeg"),
                              message("fact.tiles", {{"tiles", facts.mostTiles}}), fusionMessage(facts.normFusion)};
    if (facts.weightQuestions > 0)
        list.push_back(message("fact.gptq", {{"questions", facts.weightQuestions}, {"data", facts.calibration}}));
    if (facts.rangeQuestions > 0)
        list.push_back(calibrationMessage(facts));
    if (facts.maxNewTokens > 0)
        list.push_back(message("fact.tokens", {{"tokens", facts.maxNewTokens}}));
    if (const auto* metric = findMetric(facts.metric))
        list.push_back(message("fact.metric", {{"metric", message(std::string(metric->nameCode))}}));
    if (!facts.dtype.empty())
        list.push_back(message("fact.dtype", {{"dtype", facts.dtype}}));
    return list;
}

std::vector<Message> openingMessages(const Recipe& recipe, const RunChanges& run)
{
    std::vector<Message> list;
    if (!quantizesAnything(recipe))
        list.push_back(message("protocol.nothing_quantized"));
    if (recipe.protocol == Protocol::Exact)
        return list;
    auto changes = allChanges(recipe, run);
    if (imageRouteOf(recipe.protocol) != ImageRoute::Stored)
        changes.push_back(message("fact.images_jpeg"));
    if (!changes.empty())
        list.push_back(
            message("protocol.changes", {{"protocol", protocolId(recipe.protocol)}, {"changes", std::move(changes)}}));
    return list;
}

Message differenceFromMQuant(const Recipe& exact, const Recipe& mquant, const RunChanges& run)
{
    auto changes = allChanges(mquant, run);
    const auto folded = [](const Recipe& r) {
        return std::vector<bool>{r.vision.fuseNorms, r.projector.fuseNorms, r.llm.fuseNorms};
    };
    if (folded(exact) != folded(mquant))
        changes.insert(changes.begin(), message("protocol.norms_without_rotation"));
    return changes.empty() ? Message() : message("protocol.exact_differs", {{"changes", std::move(changes)}});
}

}
