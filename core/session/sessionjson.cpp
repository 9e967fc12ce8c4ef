// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/sessionjson.h"

#include "base/jsonfield.h"

namespace quantscope {
namespace {

constexpr size_t mostParts = 10'000; // of a question
constexpr double mostElements = 1e15;

// Of a list or an object.
const nlohmann::json& partsOf(const JsonFields& fields, const char* name, bool isList)
{
    static const nlohmann::json none = nlohmann::json::array();
    if (!fields.has(name))
        return none;
    const auto& parts = fields.required(name);
    if ((isList ? !parts.is_array() : !parts.is_object()) || parts.size() > mostParts)
        throw Error(fields.place(name) + ": expected at most " + std::to_string(mostParts) + " parts, found " +
                    JsonFields::found(parts));
    return parts;
}

std::string textOf(const nlohmann::json& value, const JsonFields& fields, const char* name)
{
    if (!value.is_string())
        throw Error(fields.place(name) + ": expected texts, found " + JsonFields::found(value));
    return value.get<std::string>();
}

}

nlohmann::json placeToJson(const SessionPlace& place)
{
    return {{"model", place.model},          {"model_sha256", place.modelHash},  {"data", place.data},
            {"data_sha256", place.dataHash}, {"benchmark", place.benchmark},     {"metric", place.metric},
            {"elements", place.elements},    {"model_config", place.modelConfig}};
}

SessionPlace placeFromJson(const nlohmann::json& json, const std::string& where)
{
    const JsonFields fields(json, where);
    SessionPlace place;
    place.model = fields.text("model", "");
    place.modelHash = fields.text("model_sha256", "");
    place.data = fields.text("data", "");
    place.dataHash = fields.text("data_sha256", "");
    place.benchmark = fields.text("benchmark", "");
    place.metric = fields.text("metric", "");
    place.elements = fields.number("elements", 0, mostElements, 0);
    place.modelConfig = fields.text("model_config", "");
    return place;
}

nlohmann::json savedQuestionToJson(const SavedQuestion& saved)
{
    const auto& question = saved.question;
    return {{"index", question.index},     {"category", question.category}, {"question", question.question},
            {"answers", question.answers}, {"columns", question.columns},   {"line", question.line},
            {"images", saved.images}};
}

SavedQuestion savedQuestionFromJson(const nlohmann::json& json, const std::string& where)
{
    const JsonFields fields(json, where);
    SavedQuestion saved;
    auto& question = saved.question;
    question.index = fields.text("index", "");
    question.category = fields.text("category", "");
    question.question = fields.text("question", "");
    question.line = fields.integer("line", 0, INT64_MAX, 0);
    for (const auto& answer : partsOf(fields, "answers", true))
        question.answers.push_back(textOf(answer, fields, "answers"));
    for (const auto& [name, value] : partsOf(fields, "columns", false).items())
        question.columns[name] = textOf(value, fields, "columns");
    for (const auto& image : partsOf(fields, "images", true))
        saved.images.push_back(JsonFields::integerOf(image, 0, INT64_MAX, fields.place("images")));
    return saved;
}

}
