// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/jsonfile.h"

#include <fmt/core.h>

#include "base/error.h"
#include "files/foreigncontent.h"
#include "files/mappedfile.h"

namespace quantscope {
namespace {

constexpr uint64_t maxJsonBytes = 256u << 20;
constexpr int maxLevels = 200;

}

void requireShallowJson(std::string_view text, const std::string& where)
{
    int level = 0;
    bool quoted = false;
    for (size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted && c == '\\')
            ++i;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '[' || c == '{') && ++level > maxLevels)
            throw Error(
                fmt::format("{}: holds more than {} JSON values in each other at byte {}", where, maxLevels, i + 1));
        else if (!quoted && (c == ']' || c == '}'))
            --level;
    }
}

nlohmann::json parseJson(std::string_view text, const std::string& where)
{
    requireShallowJson(text, where);
    auto json = nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
    if (json.is_discarded())
        throw Error(where + ": is no JSON");
    return json;
}

nlohmann::json readJsonFile(const std::filesystem::path& file)
{
    const auto mapped = MappedFile::open(file, maxJsonBytes);
    const auto text = mapped.text();
    refuseForeignContent(text, file);
    requireShallowJson(text, file.string());
    try {
        return nlohmann::json::parse(text.begin(), text.end());
    } catch (const nlohmann::json::parse_error& error) {
        throw Error(fmt::format("{}: is not valid JSON at byte {}", file.string(), error.byte));
    } catch (const nlohmann::json::exception&) {
        throw Error(file.string() + ": holds a number that JSON readers cannot represent");
    }
}

nlohmann::json readJsonObject(const std::filesystem::path& file)
{
    auto json = readJsonFile(file);
    if (!json.is_object())
        throw Error(file.string() + ": holds a JSON " + json.type_name() + ", an object is expected");
    return json;
}

}
