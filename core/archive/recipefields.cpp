// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/recipefields.h"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <tuple>

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

// The sum of the numbers of all settings on a path; 0 where the recipe has none.
uint64_t numberOn(const SettingsTable::Row& row, uint32_t path)
{
    uint64_t number = 0;
    for (const auto& setting : row.settings)
        number += setting.path == path ? setting.number : 0;
    return number;
}

// Paths whose settings are not the same in all of the rows.
std::vector<uint32_t> varyingPaths(const SettingsTable& table, std::span<const size_t> rows)
{
    struct Seen
    {
        uint64_t sum = 0, first = 0;
        bool varies = false;
    };
    std::vector<Seen> seen(table.paths().size());
    for (size_t i = 0; i < rows.size(); ++i) {
        for (const auto& setting : table.rows()[rows[i]].settings)
            seen[setting.path].sum += setting.number;
        for (const auto& setting : table.rows()[rows[i]].settings) {
            auto& path = seen[setting.path];
            if (i == 0)
                path.first = path.sum;
        }
        // What this row does not have differs from a first one that has it, and the other way round.
        for (auto& path : seen) {
            path.varies = path.varies || path.sum != path.first;
            path.sum = 0;
        }
    }
    std::vector<uint32_t> varying;
    for (size_t path = 0; path < seen.size(); ++path)
        if (seen[path].varies)
            varying.push_back(static_cast<uint32_t>(path));
    return varying;
}

// A row without its settings on one path, these, and its place.
struct PathSplit
{
    uint64_t rest = 0, own = 0;
    size_t place = 0;
};

// Rows that are alike but for the path, beside each other; of those, only groups that differ on it.
std::vector<std::vector<PathSplit>> groupsAlong(const SettingsTable& table, std::span<const size_t> rows, uint32_t path)
{
    std::vector<PathSplit> splits;
    for (size_t i = 0; i < rows.size(); ++i) {
        const auto& row = table.rows()[rows[i]];
        const auto own = numberOn(row, path);
        splits.push_back({row.sum - own, own, i});
    }
    std::sort(splits.begin(), splits.end(), [](const PathSplit& a, const PathSplit& b) {
        return std::tie(a.rest, a.place) < std::tie(b.rest, b.place);
    });
    std::vector<std::vector<PathSplit>> groups;
    for (auto from = splits.begin(); from != splits.end();) {
        const auto to =
            std::find_if(from, splits.end(), [&](const PathSplit& each) { return each.rest != from->rest; });
        if (std::any_of(from, to, [&](const PathSplit& each) { return each.own != from->own; }))
            groups.emplace_back(from, to);
        from = to;
    }
    return groups;
}

// Null where the row has no such setting.
Json valueOn(const SettingsTable& table, const SettingsTable::Row& row, uint32_t path)
{
    Json value;
    for (const auto& setting : row.settings)
        if (setting.path == path)
            value = table.value(setting);
    return value;
}

std::pair<SettingsTable, std::vector<size_t>> tableOf(std::span<const Recipe> recipes)
{
    SettingsTable table;
    for (const auto& recipe : recipes)
        table.add(recipe);
    std::vector<size_t> rows(recipes.size());
    std::iota(rows.begin(), rows.end(), size_t(0));
    return {std::move(table), std::move(rows)};
}

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

std::vector<AxisLine> linesAlong(const SettingsTable& table, std::span<const size_t> rows, const std::string& path,
                                 const Progress& progress)
{
    const auto found = std::find(table.paths().begin(), table.paths().end(), path);
    if (found == table.paths().end())
        return {};
    const auto number = static_cast<uint32_t>(found - table.paths().begin());
    std::vector<AxisLine> lines;
    for (const auto& group : groupsAlong(table, rows, number)) {
        progress.check();
        std::vector<std::pair<Json, size_t>> points;
        for (const auto& split : group)
            points.emplace_back(valueOn(table, table.rows()[rows[split.place]], number), split.place);
        std::sort(points.begin(), points.end());
        AxisLine line;
        for (auto& [value, place] : points) {
            line.values.push_back(std::move(value));
            line.recipes.push_back(place);
        }
        lines.push_back(std::move(line));
    }
    std::sort(lines.begin(), lines.end(), [](const AxisLine& a, const AxisLine& b) {
        return *std::min_element(a.recipes.begin(), a.recipes.end()) <
            *std::min_element(b.recipes.begin(), b.recipes.end());
    });
    return lines;
}

std::vector<AxisLine> linesAlong(std::span<const Recipe> recipes, const std::string& path, const Progress& progress)
{
    const auto [table, rows] = tableOf(recipes);
    return linesAlong(table, rows, path, progress);
}

std::vector<AxisField> axisFields(const SettingsTable& table, std::span<const size_t> rows, const Progress& progress)
{
    std::vector<AxisField> fields;
    for (const auto path : varyingPaths(table, rows)) {
        progress.check();
        AxisField field{table.paths()[path], 0};
        for (const auto& group : groupsAlong(table, rows, path))
            field.recipes += group.size();
        if (field.recipes > 0)
            fields.push_back(std::move(field));
    }
    std::sort(fields.begin(), fields.end(), [](const AxisField& a, const AxisField& b) { return a.path < b.path; });
    return fields;
}

std::vector<AxisField> axisFields(std::span<const Recipe> recipes, const Progress& progress)
{
    const auto [table, rows] = tableOf(recipes);
    return axisFields(table, rows, progress);
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
