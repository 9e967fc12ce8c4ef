// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/recipefields.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <unordered_map>

#include <fmt/core.h>

namespace quantscope {
namespace {

using Json = nlohmann::json;

struct TowerPrefix
{
    std::string_view prefix, tower;
};

constexpr TowerPrefix towerPrefixes[] = {
    {"language_model.", "llm"},  {"model.language_model.", "llm"},  {"model.layers.", "llm"},
    {"vision_model.", "vision"}, {"model.vision_tower.", "vision"}, {"model.vision_model.", "vision"},
    {"visual.", "vision"},       {"model.visual.", "vision"},       {"vision_tower.", "vision"},
};

// By a key that puts them in order and tells matches apart whose short names are alike.
using Settings = std::map<std::string, RecipeSetting>;

void put(Settings& settings, int part, const std::string& path, const Json& value)
{
    settings[fmt::format("{} {}", part, path)] = {path, value};
}

Settings settingsOf(const Recipe& recipe)
{
    auto json = recipeToJson(recipe);
    Settings settings;
    int part = 0;
    for (const Tower tower : allTowers()) {
        const auto id = std::string(towerId(tower));
        for (const auto& [field, value] : json["towers"][id].items())
            put(settings, part, id + "." + field, value);
        ++part;
    }
    const auto& matches = json["overrides"];
    for (size_t i = 0; i < recipe.overrides.size(); ++i)
        for (const auto& [field, value] : recipe.overrides[i].fields.items())
            settings[fmt::format("{} {} {}", part, matches[i]["match"].dump(), field)] = {
                shortMatch(recipe.overrides[i].match) + "." + field, value};
    ++part;
    for (const auto& [field, value] : json["calibration"].items())
        put(settings, part, "calibration." + field, value);
    for (const char* done : {"towers", "overrides", "calibration", "name", "schema"})
        json.erase(done);
    for (const auto& [field, value] : json.items())
        put(settings, part + 1, field, value);
    return settings;
}

bool allEqual(const std::vector<Json>& values)
{
    return std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>()) == values.end();
}

std::vector<std::string> partsOf(const std::string& name)
{
    std::vector<std::string> parts;
    for (size_t at = 0; at <= name.size();) {
        const auto end = std::min(name.find('.', at), name.size());
        parts.push_back(name.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

bool isNumber(const std::string& text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

std::string blocksOf(const Match& match)
{
    if (!match.firstBlock && !match.lastBlock)
        return {};
    if (match.firstBlock == match.lastBlock)
        return std::to_string(*match.firstBlock);
    return fmt::format("{}-{}", match.firstBlock.value_or(0), match.lastBlock ? std::to_string(*match.lastBlock) : "");
}

// Everything of the recipe but its name and this field.
std::string withoutField(const Recipe& recipe, const std::string& path, Json& value)
{
    auto settings = settingsOf(recipe);
    for (auto it = settings.begin(); it != settings.end();) {
        const bool found = it->second.path == path;
        if (found)
            value = it->second.value;
        it = found ? settings.erase(it) : std::next(it);
    }
    Json rest = Json::array();
    for (const auto& [key, setting] : settings)
        rest.push_back({key, setting.value});
    return rest.dump();
}

// What a recipe sets, as numbers that are equal where the settings are. Those of a part can be taken away from the sum,
// so that the rest need not be put together for each field anew.
struct SettingSums
{
    size_t all = 0;
    std::map<std::string, size_t> byPath;
};

SettingSums sumsOf(const Recipe& recipe)
{
    SettingSums sums;
    for (const auto& [key, setting] : settingsOf(recipe)) {
        const auto number = std::hash<std::string>()(key + '\n' + setting.value.dump());
        sums.all += number;
        sums.byPath[setting.path] += number;
    }
    return sums;
}

// Recipes that are alike but for one field.
struct AlikeRecipes
{
    size_t count = 0, first = 0; // the number of the field's value in the first one
    bool differ = false;
};

}

std::vector<RecipeSetting> recipeSettings(const Recipe& recipe)
{
    std::vector<RecipeSetting> list;
    for (auto& [key, setting] : settingsOf(recipe))
        list.push_back(std::move(setting));
    return list;
}

std::vector<FieldDifference> differingFields(std::span<const Recipe> recipes)
{
    std::map<std::string, FieldDifference> fields;
    for (size_t i = 0; i < recipes.size(); ++i)
        for (auto& [key, setting] : settingsOf(recipes[i])) {
            auto& field = fields[key];
            field.path = setting.path;
            field.values.resize(recipes.size());
            field.values[i] = setting.value;
        }
    std::vector<FieldDifference> differing;
    for (auto& [key, field] : fields)
        if (!allEqual(field.values))
            differing.push_back(std::move(field));
    if (!differing.empty())
        return differing;
    FieldDifference order{"overrides", {}};
    for (const auto& recipe : recipes)
        order.values.push_back(recipeToJson(recipe)["overrides"]);
    if (!allEqual(order.values))
        differing.push_back(std::move(order));
    return differing;
}

std::vector<AxisLine> linesAlong(std::span<const Recipe> recipes, const std::string& path, const Progress& progress)
{
    std::map<std::string, std::vector<std::pair<Json, size_t>>> groups;
    for (size_t i = 0; i < recipes.size(); ++i) {
        progress.check();
        Json value;
        const auto rest = withoutField(recipes[i], path, value);
        groups[rest].emplace_back(value, i);
    }
    std::vector<AxisLine> lines;
    for (auto& [rest, group] : groups) {
        std::sort(group.begin(), group.end());
        AxisLine line;
        for (const auto& [value, index] : group) {
            line.values.push_back(value);
            line.recipes.push_back(index);
        }
        if (!allEqual(line.values))
            lines.push_back(std::move(line));
    }
    std::sort(lines.begin(), lines.end(), [](const AxisLine& a, const AxisLine& b) {
        return *std::min_element(a.recipes.begin(), a.recipes.end()) <
            *std::min_element(b.recipes.begin(), b.recipes.end());
    });
    return lines;
}

std::vector<AxisField> axisFields(std::span<const Recipe> recipes, const Progress& progress)
{
    std::vector<SettingSums> sums;
    std::set<std::string> paths;
    for (const auto& recipe : recipes) {
        progress.check();
        sums.push_back(sumsOf(recipe));
        for (const auto& [path, number] : sums.back().byPath)
            paths.insert(path);
    }
    std::vector<AxisField> fields;
    for (const auto& path : paths) {
        std::unordered_map<size_t, AlikeRecipes> groups;
        for (const auto& recipe : sums) {
            const auto it = recipe.byPath.find(path);
            const auto own = it == recipe.byPath.end() ? 0 : it->second;
            auto& group = groups.try_emplace(recipe.all - own, AlikeRecipes{0, own, false}).first->second;
            ++group.count;
            group.differ = group.differ || own != group.first;
        }
        AxisField field{path, 0};
        for (const auto& [rest, group] : groups)
            field.recipes += group.differ ? group.count : 0;
        if (field.recipes > 0)
            fields.push_back(std::move(field));
    }
    return fields;
}

std::string shortLayerName(const std::string& name)
{
    const auto* row = std::find_if(std::begin(towerPrefixes), std::end(towerPrefixes),
                                   [&](const TowerPrefix& prefix) { return name.starts_with(prefix.prefix); });
    const auto parts = partsOf(name);
    const auto block = std::find_if(parts.begin(), parts.end(), isNumber);
    if (row == std::end(towerPrefixes) || block == parts.end() || std::next(block) == parts.end())
        return name;
    return fmt::format("{}.{}.{}", row->tower, *block, parts.back());
}

std::string shortMatch(const Match& match)
{
    std::string text;
    for (const auto& part : {match.tower ? std::string(towerId(*match.tower)) : "", blocksOf(match),
                             match.role ? std::string(roleId(*match.role)) : "", shortLayerName(match.name)})
        if (!part.empty())
            text += (text.empty() ? "" : ".") + part;
    return text.empty() ? "all" : text;
}

}
