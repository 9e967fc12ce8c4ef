// SPDX-License-Identifier: GPL-3.0-or-later
#include "quant/overrides.h"

#include <algorithm>

#include <fmt/core.h>

#include "base/error.h"

namespace quantscope {
namespace {

int narrowness(const Match& match)
{
    if (!match.name.empty())
        return 2;
    const bool block = match.tower && match.firstBlock && match.firstBlock == match.lastBlock && !match.role;
    return block ? 1 : 0;
}

auto find(Recipe& recipe, const Match& match)
{
    return std::find_if(recipe.overrides.begin(), recipe.overrides.end(),
                        [&](const Override& entry) { return entry.match == match; });
}

}

Match layerMatch(const Layer& layer)
{
    Match match;
    match.name = layer.name;
    return match;
}

Match blockMatch(Tower tower, int block)
{
    Match match;
    match.tower = tower;
    match.firstBlock = match.lastBlock = block;
    return match;
}

std::optional<nlohmann::json> overrideValue(const Recipe& recipe, const Match& match, std::string_view field)
{
    std::optional<nlohmann::json> value;
    for (const auto& entry : recipe.overrides)
        if (const auto it = entry.fields.find(std::string(field)); entry.match == match && it != entry.fields.end())
            value = *it;
    return value;
}

void setOverride(Recipe& recipe, const Match& match, std::string_view field, const nlohmann::json& value)
{
    const auto* known = schemeField(field);
    if (!known)
        throw Error("an override of " + describeMatch(match) + ": field '" + std::string(field) + "' is not known");
    Scheme probe;
    setSchemeValue(probe, *known, value, describeMatch(match));
    clearOverride(recipe, match, field);
    auto entry = find(recipe, match);
    if (entry == recipe.overrides.end()) {
        const auto behind = std::find_if(recipe.overrides.begin(), recipe.overrides.end(), [&](const Override& other) {
            return narrowness(other.match) > narrowness(match);
        });
        entry = recipe.overrides.insert(behind, Override{match, nlohmann::json::object()});
    }
    entry->fields[std::string(field)] = value;
}

bool clearOverride(Recipe& recipe, const Match& match, std::string_view field)
{
    bool any = false;
    for (auto& entry : recipe.overrides)
        if (entry.match == match)
            any = entry.fields.erase(std::string(field)) > 0 || any;
    std::erase_if(recipe.overrides,
                  [&](const Override& entry) { return entry.match == match && entry.fields.empty(); });
    return any;
}

bool clearOverrides(Recipe& recipe, const Match& match)
{
    return std::erase_if(recipe.overrides, [&](const Override& entry) { return entry.match == match; }) > 0;
}

int winningOverride(const Recipe& recipe, const Plan& plan, LayerIndex layer, std::string_view field)
{
    int winner = -1;
    for (const int index : plan.overrides.at(static_cast<size_t>(layer)))
        if (recipe.overrides.at(static_cast<size_t>(index)).fields.contains(std::string(field)))
            winner = index;
    return winner;
}

std::string describeMatch(const Match& match)
{
    if (!match.name.empty())
        return match.name;
    std::string text = match.tower ? std::string(towerId(*match.tower)) : "all towers";
    if (match.firstBlock && match.firstBlock == match.lastBlock)
        text += fmt::format(" block {}", *match.firstBlock);
    else if (match.firstBlock || match.lastBlock)
        text += fmt::format(" blocks {} to {}", match.firstBlock.value_or(0),
                            match.lastBlock ? std::to_string(*match.lastBlock) : "the last");
    if (match.role)
        text += ", " + std::string(roleId(*match.role));
    return text;
}

}
