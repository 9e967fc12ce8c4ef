// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/predictionjson.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "base/error.h"
#include "files/jsonfile.h"

namespace quantscope {
namespace {

std::string_view withoutMark(std::string_view text)
{
    return text.starts_with("\xef\xbb\xbf") ? text.substr(3) : text;
}

// Words that JSON does not have, outside of texts.
std::string withoutPythonNumbers(std::string_view text)
{
    constexpr std::array<std::string_view, 3> words = {"NaN", "-Infinity", "Infinity"};
    std::string json;
    json.reserve(text.size());
    bool quoted = false;
    for (size_t i = 0; i < text.size();) {
        const auto rest = text.substr(i);
        size_t length = 1;
        for (const auto word : words)
            if (!quoted && rest.starts_with(word))
                length = word.size();
        if (length > 1)
            json += "null";
        else if (quoted && rest[0] == '\\' && rest.size() > 1)
            json += rest.substr(0, length = 2);
        else {
            quoted = quoted != (rest[0] == '"');
            json += rest[0];
        }
        i += length;
    }
    return json;
}

bool isBlank(std::string_view line)
{
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

// The next line that is not blank; empty at the end.
std::string_view takeLine(std::string_view& text)
{
    while (!text.empty()) {
        const auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        if (!isBlank(line))
            return line;
    }
    return {};
}

}

nlohmann::json parsedPython(std::string_view text, const std::string& what)
{
    text = withoutMark(text);
    requireShallowJson(text, what);
    auto json = nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
    if (!json.is_discarded())
        return json;
    const auto plain = withoutPythonNumbers(text);
    try {
        return nlohmann::json::parse(plain);
    } catch (const nlohmann::json::parse_error& problem) {
        throw Error(fmt::format("{}: is not valid JSON at byte {}", what, problem.byte));
    } catch (const nlohmann::json::exception&) {
        throw Error(what + ": holds a number that JSON readers cannot represent");
    }
}

void forEachJsonLine(std::string_view text, const std::string& what,
                     const std::function<void(int64_t, const nlohmann::json&)>& take)
{
    text = withoutMark(text);
    for (int64_t number = 1; !text.empty(); ++number) {
        const auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        if (isBlank(line))
            continue;
        const auto place = fmt::format("{}, line {}", what, number);
        const auto json = parsedPython(line, place);
        if (!json.is_object())
            throw Error(place + ": expected a JSON object");
        take(number, json);
    }
}

std::optional<nlohmann::json> firstJsonLine(std::string_view text)
{
    text = withoutMark(text);
    const auto line = takeLine(text);
    if (!line.starts_with('{'))
        return std::nullopt;
    try {
        return parsedPython(line, "");
    } catch (const Error&) {
        return std::nullopt;
    }
}

bool hasSecondLine(std::string_view text)
{
    takeLine(text);
    return !takeLine(text).empty();
}

}
