// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/rowindex.h"

#include <charconv>
#include <cstdint>
#include <optional>

#include "base/error.h"
#include "base/unicode.h"

namespace quantscope {
namespace {

std::optional<int64_t> integerIn(std::string_view text)
{
    int64_t value = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    if (result.ec != std::errc() || result.ptr != text.data() + text.size())
        return std::nullopt;
    return value;
}

// Without a fraction of zeros.
std::string_view withoutFraction(std::string_view text)
{
    const auto point = text.find('.');
    const bool isWhole = point != std::string_view::npos && point + 1 < text.size() &&
        text.find_first_not_of('0', point + 1) == std::string_view::npos;
    return isWhole ? text.substr(0, point) : text;
}

}

std::string rowIndex(std::string_view cell)
{
    const auto text = stripped(cell);
    const auto integer = integerIn(withoutFraction(text));
    return integer ? std::to_string(*integer) : std::string(text);
}

nlohmann::json indexToJson(const std::string& index)
{
    const auto integer = integerIn(index);
    if (integer && std::to_string(*integer) == index)
        return *integer;
    return index;
}

std::string indexFromJson(const nlohmann::json& json, const std::string& where)
{
    if (json.is_number_integer())
        return std::to_string(json.get<int64_t>());
    if (json.is_string())
        return json.get<std::string>();
    throw Error(where + ": expected an integer or text, found " + json.dump());
}

}
