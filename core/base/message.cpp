// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/message.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/jsonfield.h"

namespace quantscope {
namespace {

constexpr size_t longestCode = 100, longestText = 10000, mostArguments = 20, mostClauses = 100;
constexpr size_t mostMessages = 100000; // of a run
constexpr int deepest = 4; // clauses in clauses

struct FormatName
{
    NumberFormat format;
    const char* id;
};

constexpr FormatName formatNames[] = {
    {NumberFormat::Rounded, "rounded"},     {NumberFormat::Precise, "precise"},   {NumberFormat::Percent, "percent"},
    {NumberFormat::Gigabytes, "gigabytes"}, {NumberFormat::Decibels, "decibels"},
};

constexpr const char* infinite = "inf";
constexpr const char* minusInfinite = "-inf";
constexpr const char* notANumber = "nan";

// JSON has no infinity.
nlohmann::json numberToJson(const Number& number)
{
    nlohmann::json value = number.value;
    if (std::isnan(number.value))
        value = notANumber;
    else if (std::isinf(number.value))
        value = number.value > 0 ? infinite : minusInfinite;
    const auto* row = std::find_if(std::begin(formatNames), std::end(formatNames),
                                   [&](const FormatName& name) { return name.format == number.format; });
    return {{"number", value}, {"format", row->id}};
}

double valueFromJson(const nlohmann::json& value, const std::string& place)
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (value.is_number())
        return value.get<double>();
    if (value == infinite)
        return infinity;
    if (value == minusInfinite)
        return -infinity;
    if (value == notANumber)
        return std::numeric_limits<double>::quiet_NaN();
    throw Error(place + ": expected a number");
}

Number numberFromJson(const JsonFields& fields)
{
    const auto id = fields.text("format", "rounded");
    const auto* row = std::find_if(std::begin(formatNames), std::end(formatNames),
                                   [&](const FormatName& name) { return name.id == id; });
    if (row == std::end(formatNames))
        throw Error(fields.place("format") + " is not known: " + id.substr(0, longestCode));
    return {valueFromJson(fields.required("number"), fields.place("number")), row->format};
}

void limit(size_t size, size_t most, const std::string& place)
{
    if (size > most)
        throw Error(fmt::format("{}: {} are more than the {} that fit a message", place, size, most));
}

std::string limitedText(const JsonFields& fields, const char* name, size_t most)
{
    auto text = fields.text(name, "");
    limit(text.size(), most, fields.place(name));
    return text;
}

nlohmann::json argumentToJson(const Argument& argument)
{
    nlohmann::json value;
    if (const auto* number = std::get_if<Number>(&argument.value))
        value = numberToJson(*number);
    else if (const auto* clauses = std::get_if<std::vector<Message>>(&argument.value))
        value = messagesToJson(*clauses);
    else if (const auto* integer = std::get_if<int64_t>(&argument.value))
        value = *integer;
    else
        value = std::get<std::string>(argument.value);
    return {{"name", argument.name}, {"value", value}};
}

Message parseMessage(const nlohmann::json& json, const std::string& where, int depth);

std::vector<Message> parseMessages(const nlohmann::json& json, const std::string& where, size_t most, int depth)
{
    if (!json.is_array())
        throw Error(where + ": expected a list of messages");
    limit(json.size(), most, where);
    std::vector<Message> messages;
    for (size_t i = 0; i < json.size(); ++i)
        messages.push_back(parseMessage(json[i], fmt::format("{}[{}]", where, i), depth));
    return messages;
}

Argument parseArgument(const JsonFields& fields, int depth)
{
    auto name = limitedText(fields, "name", longestCode);
    const auto& value = fields.required("value");
    const auto place = fields.place("value");
    if (value.is_string())
        return {std::move(name), limitedText(fields, "value", longestText)};
    if (value.is_object()) {
        const auto number = numberFromJson(JsonFields(value, place));
        return {std::move(name), number.value, number.format};
    }
    if (value.is_array())
        return {std::move(name), parseMessages(value, place, mostClauses, depth + 1)};
    constexpr auto least = std::numeric_limits<int64_t>::min(), most = std::numeric_limits<int64_t>::max();
    return {std::move(name), JsonFields::integerOf(value, least, most, place)};
}

Message parseMessage(const nlohmann::json& json, const std::string& where, int depth)
{
    if (depth > deepest)
        throw Error(where + ": its clauses are nested too deeply");
    if (json.is_string()) {
        const auto text = json.get<std::string>();
        limit(text.size(), longestText, where);
        return message("text", {{"text", text}});
    }
    const JsonFields fields(json, where);
    Message m;
    m.code = limitedText(fields, "code", longestCode);
    m.layer = limitedText(fields, "layer", longestText);
    m.tower = limitedText(fields, "tower", longestCode);
    if (!fields.has("arguments"))
        return m;
    const auto& list = fields.required("arguments");
    if (!list.is_array())
        throw Error(fields.place("arguments") + ": expected a list");
    limit(list.size(), mostArguments, fields.place("arguments"));
    for (size_t i = 0; i < list.size(); ++i)
        m.arguments.push_back(parseArgument(JsonFields(list[i], fmt::format("{}: arguments[{}]", where, i)), depth));
    return m;
}

}

bool Number::operator==(const Number& other) const
{
    return format == other.format && (value == other.value || (std::isnan(value) && std::isnan(other.value)));
}

// Not defaulted: each is part of the other, and clang 14 follows that circle without an end.
bool Message::operator==(const Message& other) const
{
    return code == other.code && layer == other.layer && tower == other.tower && arguments == other.arguments;
}

bool Argument::operator==(const Argument& other) const
{
    return name == other.name && value == other.value;
}

Message message(std::string code, std::vector<Argument> arguments)
{
    Message m;
    m.code = std::move(code);
    m.arguments = std::move(arguments);
    return m;
}

Message layerMessage(std::string layer, Message m)
{
    m.layer = std::move(layer);
    return m;
}

Message towerMessage(std::string_view tower, Message m)
{
    m.tower = tower;
    return m;
}

const Argument* findArgument(const Message& m, std::string_view name)
{
    const auto it = std::find_if(m.arguments.begin(), m.arguments.end(),
                                 [&](const Argument& argument) { return argument.name == name; });
    return it == m.arguments.end() ? nullptr : &*it;
}

nlohmann::json messageToJson(const Message& m)
{
    nlohmann::json json{{"code", m.code}};
    if (!m.layer.empty())
        json["layer"] = m.layer;
    if (!m.tower.empty())
        json["tower"] = m.tower;
    for (const auto& argument : m.arguments)
        json["arguments"].push_back(argumentToJson(argument));
    return json;
}

nlohmann::json messagesToJson(const std::vector<Message>& messages)
{
    auto list = nlohmann::json::array();
    for (const auto& m : messages)
        list.push_back(messageToJson(m));
    return list;
}

Message messageFromJson(const nlohmann::json& json, const std::string& where)
{
    return parseMessage(json, where, 0);
}

std::vector<Message> messagesFromJson(const nlohmann::json& json, const std::string& where)
{
    return parseMessages(json, where, mostMessages, 0);
}

}
