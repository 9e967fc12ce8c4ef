// SPDX-License-Identifier: GPL-3.0-or-later
// A recipe's JSON is taken apart at the towers, the calibration and the overrides, without reading them. Each different
// text of a part is read once; whatever does not look as this version writes it goes the long way through a Recipe.
#include "archive/recipesettings.h"

#include <fmt/core.h>

#include "archive/recipefields.h"
#include "base/jsonmembers.h"

namespace quantscope {
namespace {

using Json = nlohmann::json;

const std::string calibrationPart = "calibration", overridesPart = "overrides", otherPart;

std::string keyOf(int part, const std::string& path)
{
    return fmt::format("{} {}", part, path);
}

// Sums of such numbers meet by chance only.
uint64_t mixed(uint64_t x)
{
    x += 0x9e3779b97f4a7c15;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
    x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
    return x ^ (x >> 31);
}

constexpr int overridesOrder = 3, calibrationOrder = 4, otherOrder = 5;
static_assert(overridesOrder == static_cast<int>(Tower::Llm) + 1);

void putOverrides(std::map<std::string, RecipeSetting>& settings, const Recipe& recipe, const Json& overrides)
{
    for (size_t i = 0; i < recipe.overrides.size(); ++i)
        for (const auto& [field, value] : recipe.overrides[i].fields.items())
            settings[fmt::format("{} {} {}", overridesOrder, overrides[i]["match"].dump(), field)] = {
                shortMatch(recipe.overrides[i].match) + "." + field, value};
}

// With all fields that a text may have, also those that are written only when they are not as usual.
Recipe recipeWithAllFields()
{
    Recipe recipe;
    recipe.protocol = Protocol::Published;
    recipe.calibration.lastNewTokens = CalibrationRecipe().lastNewTokens + 1;
    return recipe;
}

// Where a setting stands in a text: its part, and its name there.
std::pair<std::string, std::string> placeOf(const std::string& path)
{
    const auto dot = path.find('.');
    return dot == std::string::npos ? std::pair(otherPart, path) : std::pair(path.substr(0, dot), path.substr(dot + 1));
}

}

std::map<std::string, RecipeSetting> settingsOf(const Recipe& recipe)
{
    auto json = recipeToJson(recipe);
    std::map<std::string, RecipeSetting> settings;
    const auto put = [&](int part, const std::string& path, const Json& value) {
        settings[keyOf(part, path)] = {path, value};
    };
    int part = 0;
    for (const Tower tower : allTowers()) {
        const auto id = std::string(towerId(tower));
        for (const auto& [field, value] : json["towers"][id].items())
            put(part, id + "." + field, value);
        ++part;
    }
    putOverrides(settings, recipe, json["overrides"]);
    for (const auto& [field, value] : json["calibration"].items())
        put(calibrationOrder, "calibration." + field, value);
    for (const char* done : {"towers", "overrides", "calibration", "name", "schema"})
        json.erase(done);
    for (const auto& [field, value] : json.items())
        put(otherOrder, field, value);
    return settings;
}

SettingsTable::SettingsTable()
{
    for (const auto& [key, setting] : settingsOf(recipeWithAllFields())) {
        const auto [part, name] = placeOf(setting.path);
        m_fields[part][name] = {key, setting.path, {}};
    }
    for (const auto& [key, setting] : settingsOf(Recipe())) {
        const auto [part, name] = placeOf(setting.path);
        m_fields[part][name].value = setting.value.dump();
    }
}

SettingsTable::Setting SettingsTable::setting(const std::string& key, const std::string& path, const std::string& value)
{
    const auto numberOf = [](auto& numbers, auto& texts, const std::string& text) {
        const auto [it, added] = numbers.emplace(text, static_cast<uint32_t>(texts.size()));
        if (added)
            texts.push_back(text);
        return it->second;
    };
    const std::hash<std::string> hash;
    return {numberOf(m_pathNumbers, m_paths, path), numberOf(m_valueNumbers, m_values, value),
            mixed(hash(key) + mixed(hash(value)))};
}

void SettingsTable::append(Row& row, const Part& part)
{
    row.settings.insert(row.settings.end(), part.begin(), part.end());
    for (const auto& each : part)
        row.sum += each.number;
}

void SettingsTable::add(const Recipe& recipe)
{
    Part all;
    for (const auto& [key, each] : settingsOf(recipe))
        all.push_back(setting(key, each.path, each.value.dump()));
    append(m_rows.emplace_back(), all);
}

bool SettingsTable::add(std::string_view json)
{
    if (addParts(json))
        return true;
    const auto parsed = Json::parse(json, nullptr, false);
    if (parsed.is_discarded())
        return false;
    try {
        add(recipeFromJson(parsed, "recipe"));
        return true;
    } catch (const Error&) {
        return false;
    }
}

bool SettingsTable::addParts(std::string_view json)
{
    static const std::string schema = std::to_string(recipeSchema);
    Row row;
    auto others = m_fields.at(otherPart);
    std::map<std::string, std::string_view> parts{{calibrationPart, "{}"}};
    bool isPlain = true;
    for (const Tower tower : allTowers())
        parts[std::string(towerId(tower))] = "{}";
    const bool isObject = forEachMember(json, [&](std::string_view key, std::string_view text) {
        const auto name = std::string(key);
        if (name == "towers") {
            isPlain &= forEachMember(text, [&](std::string_view tower, std::string_view scheme) {
                const auto it = parts.find(std::string(tower));
                isPlain &= it != parts.end() && tower != calibrationPart;
                if (isPlain)
                    it->second = scheme;
            });
        } else if (name == calibrationPart || name == overridesPart) {
            parts[name] = text;
        } else if (name == "schema") {
            isPlain &= text == schema;
        } else if (const auto it = others.find(name); it != others.end()) {
            isPlain &= text.front() != '{' && text.front() != '[' && text != "null";
            it->second.value = text;
        } else {
            isPlain &= name == "name";
        }
    });
    if (!isObject || !isPlain || memberText(json, "schema").empty())
        return false;
    for (const auto& [name, text] : parts) {
        const auto* found = part(name, text);
        if (!found)
            return false;
        append(row, *found);
    }
    Part rest;
    for (const auto& [name, field] : others)
        if (!field.value.empty())
            rest.push_back(setting(field.key, field.path, field.value));
    append(row, rest);
    m_rows.push_back(std::move(row));
    return true;
}

const SettingsTable::Part* SettingsTable::part(const std::string& name, std::string_view text)
{
    auto key = name + "\n";
    key += text;
    auto it = m_parts.find(key);
    if (it == m_parts.end())
        it = m_parts.emplace(std::move(key), name == overridesPart ? readOverrides(text) : readPart(name, text)).first;
    return it->second.get();
}

std::unique_ptr<SettingsTable::Part> SettingsTable::readPart(const std::string& name, std::string_view text)
{
    const auto json = Json::parse(text, nullptr, false);
    if (!json.is_object())
        return nullptr;
    const auto& fields = m_fields.at(name);
    auto part = std::make_unique<Part>();
    for (const auto& [field, value] : json.items()) {
        const auto it = fields.find(field);
        if (it == fields.end() || value.is_null())
            return nullptr;
        part->push_back(setting(it->second.key, it->second.path, value.dump()));
    }
    for (const auto& [field, known] : fields)
        if (!known.value.empty() && !json.contains(field))
            part->push_back(setting(known.key, known.path, known.value));
    return part;
}

std::unique_ptr<SettingsTable::Part> SettingsTable::readOverrides(std::string_view text)
{
    auto json = Json{{"schema", recipeSchema}};
    json["overrides"] = Json::parse(text, nullptr, false);
    if (!json["overrides"].is_array())
        return nullptr;
    try {
        const auto recipe = recipeFromJson(json, "recipe");
        std::map<std::string, RecipeSetting> settings;
        putOverrides(settings, recipe, recipeToJson(recipe)["overrides"]);
        auto part = std::make_unique<Part>();
        for (const auto& [key, each] : settings)
            part->push_back(setting(key, each.path, each.value.dump()));
        return part;
    } catch (const Error&) {
        return nullptr;
    }
}

nlohmann::json SettingsTable::value(const Setting& setting) const
{
    return Json::parse(m_values[setting.value]);
}

}
