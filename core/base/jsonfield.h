// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>
#include <string>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "base/error.h"

namespace quantscope {

// Reads one field of a JSON object; every sentence names the place (`where`, a file or a part of it) and the field.
class JsonFields
{
public:
    // Throws Error when `object` is not a JSON object. Keeps a reference: `object` must outlive this.
    JsonFields(const nlohmann::json& object, std::string where)
        : m_object(object)
        , m_where(std::move(where))
    {
        if (!object.is_object())
            throw Error(m_where + ": expected a JSON object");
    }

    bool has(const char* name) const
    {
        const auto it = m_object.find(name);
        return it != m_object.end() && !it->is_null();
    }

    int64_t integer(const char* name, int64_t min, int64_t max) const
    {
        return integerOf(required(name), min, max, place(name));
    }

    int64_t integer(const char* name, int64_t min, int64_t max, int64_t absent) const
    {
        return has(name) ? integer(name, min, max) : absent;
    }

    double number(const char* name, double absent) const
    {
        if (!has(name))
            return absent;
        const auto& value = required(name);
        if (!value.is_number())
            throw Error(place(name) + ": expected a number, found " + found(value));
        return value.get<double>();
    }

    // The same, and Error outside of min to max.
    double number(const char* name, double min, double max, double absent) const
    {
        const double value = number(name, absent);
        if (!(value >= min && value <= max))
            throw Error(fmt::format("{}: expected a number from {} to {}, found {}", place(name), min, max, value));
        return value;
    }

    bool boolean(const char* name, bool absent) const
    {
        if (!has(name))
            return absent;
        const auto& value = required(name);
        if (!value.is_boolean())
            throw Error(place(name) + ": expected true or false, found " + found(value));
        return value.get<bool>();
    }

    std::string text(const char* name, std::string absent) const
    {
        if (!has(name))
            return absent;
        const auto& value = required(name);
        if (!value.is_string())
            throw Error(place(name) + ": expected text, found " + found(value));
        return value.get<std::string>();
    }

    JsonFields object(const char* name) const
    {
        return JsonFields(required(name), place(name));
    }

    const nlohmann::json& required(const char* name) const
    {
        if (!has(name))
            throw Error(place(name) + " is missing");
        return m_object.at(name);
    }

    const nlohmann::json& json() const
    {
        return m_object;
    }

    std::string place(const std::string& name) const
    {
        return m_where + ": field '" + name + "'";
    }

    const std::string& where() const
    {
        return m_where;
    }

    // A value as sentences have it: the beginning of a long one.
    static std::string found(const nlohmann::json& value)
    {
        constexpr size_t most = 60;
        const auto text = value.dump(-1, ' ', true);
        return text.size() > most ? text.substr(0, most) + "…" : text;
    }

    // Of any value; `place` says in the Error where it stands.
    static int64_t integerOf(const nlohmann::json& value, int64_t min, int64_t max, const std::string& place)
    {
        if (!value.is_number_integer())
            throw Error(place + ": expected a whole number, found " + found(value));
        const bool huge = value.is_number_unsigned() && value.get<uint64_t>() > uint64_t(INT64_MAX);
        if (huge || value.get<int64_t>() < min || value.get<int64_t>() > max)
            throw Error(fmt::format("{}: expected {} to {}, found {}", place, min, max, found(value)));
        return value.get<int64_t>();
    }

private:
    const nlohmann::json& m_object;
    std::string m_where;
};

}
