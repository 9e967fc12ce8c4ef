// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/field.h"

#include <algorithm>

#include <fmt/core.h>

#include "base/error.h"
#include "base/text.h"

namespace quantscope {
namespace {

bool isChoice(const FieldInfo& field, const std::string& word)
{
    return std::find(field.choices.begin(), field.choices.end(), word) != field.choices.end();
}

template <typename T> std::string expectedNumber(const FieldInfo& field)
{
    if (!field.choices.empty())
        return "one of " + listed(field.choices);
    if constexpr (std::is_floating_point_v<T>)
        return fmt::format("a number from {:f} to {:f}", field.min, field.max);
    const auto range = fmt::format("{} to {}", int64_t(field.min), int64_t(field.max));
    return "a whole number from " + range + (field.withoutZero ? " but not 0" : "");
}

template <typename T>
void readNumber(T& target, const FieldInfo& field, const nlohmann::json& value, const std::string& place)
{
    const bool typed = std::is_floating_point_v<T> ? value.is_number() : value.is_number_integer();
    const double number = typed ? value.get<double>() : 0;
    const bool chosen = field.choices.empty() || isChoice(field, value.dump());
    if (!typed || !chosen || !(number >= field.min && number <= field.max) || (field.withoutZero && number == 0))
        throw Error(place + ": expected " + expectedNumber<T>(field) + ", found " + value.dump());
    target = value.get<T>();
}

}

void readField(bool& target, const FieldInfo&, const nlohmann::json& value, const std::string& place)
{
    if (!value.is_boolean())
        throw Error(place + ": expected true or false, found " + value.dump());
    target = value.get<bool>();
}

void readField(int& target, const FieldInfo& field, const nlohmann::json& value, const std::string& place)
{
    readNumber(target, field, value, place);
}

void readField(int64_t& target, const FieldInfo& field, const nlohmann::json& value, const std::string& place)
{
    readNumber(target, field, value, place);
}

void readField(double& target, const FieldInfo& field, const nlohmann::json& value, const std::string& place)
{
    readNumber(target, field, value, place);
}

void readField(std::string& target, const FieldInfo& field, const nlohmann::json& value, const std::string& place)
{
    const auto text = value.is_string() ? value.get<std::string>() : value.dump();
    if (field.choices.empty() && !value.is_string())
        throw Error(place + ": expected text, found " + text);
    if (!field.choices.empty() && !isChoice(field, text))
        throw Error(place + ": expected one of " + listed(field.choices) + ", found " + text);
    target = text;
}

}
