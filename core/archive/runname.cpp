// SPDX-License-Identifier: GPL-3.0-or-later
// Names by difference: the fields that differ are taken together into changes (all towers at once, both bits of one
// place, rotation with the norms that it needs folded), and the base with the fewest changes is the one to name.
#include "archive/runname.h"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/core.h>

#include "archive/recipefields.h"
#include "experiments/presets.h"
#include "messages/sentence.h"

namespace quantscope {
namespace {

constexpr size_t shownChanges = 3;

// What a switch is called that is turned on, and off where that is something by itself.
struct SwitchName
{
    std::string_view field;
    const char* on;
    const char* off = nullptr;
};

constexpr SwitchName switchNames[] = {
    {"rotate", "feature.rotation"},
    {"fuse_norms", "feature.norm_folding"},
    {"online_hadamard", "feature.online_hadamard"},
    {"aifs", "feature.aifs"},
    {"weight_clip", "feature.clip_search"},
    {"act_order", "feature.act_order"},
    {"weight_symmetric", "feature.symmetric_weights", "feature.asymmetric_weights"},
    {"activation_static", "feature.static_activations", "feature.dynamic_activations"},
    {"activation_modalities", "feature.modality_scales"},
    {"activation_symmetric", "feature.symmetric_activations", "feature.asymmetric_activations"},
    {"activation_per_tensor", "feature.per_tensor", "feature.per_token"},
    {"split", "feature.rms_split"},
    {"online_hadamard_signs", "feature.hadamard_signs"},
    {"fp32_had", "feature.float_hadamard"},
};

// One place of a recipe and the fields that are other ones there; the place is empty for all towers and the recipe.
struct Change
{
    std::string place, field;
    nlohmann::json value; // null: as the tower has it
};

// "llm.3.down_proj.weight_bits" to its place and field. Fields of the recipe itself have no place.
Change changeOf(const FieldDifference& difference)
{
    const auto& path = difference.path;
    const auto dot = path.rfind('.');
    if (dot == std::string::npos || path.starts_with("calibration."))
        return {"", path, difference.values.back()};
    return {path.substr(0, dot), path.substr(dot + 1), difference.values.back()};
}

std::vector<Change> changesBetween(const Recipe& base, const Recipe& recipe)
{
    const Recipe both[] = {base, recipe};
    std::vector<Change> changes;
    for (const auto& difference : differingFields(both))
        changes.push_back(changeOf(difference));
    return changes;
}

bool isTower(const std::string& place)
{
    return towerFromId(place).has_value();
}

size_t towersWith(const std::string& field)
{
    return field == "rotate" ? 2 : field == "aifs" ? 1 : allTowers().size();
}

// The same in all towers that have the field is one change without a place.
void joinTowers(std::vector<Change>& changes)
{
    std::map<std::pair<std::string, std::string>, size_t> counts;
    for (const auto& change : changes)
        if (isTower(change.place))
            ++counts[{change.field, change.value.dump()}];
    std::vector<Change> joined;
    for (auto& change : changes) {
        const auto count = isTower(change.place) ? counts.find({change.field, change.value.dump()}) : counts.end();
        if (count != counts.end() && count->second == towersWith(change.field)) {
            change.place.clear();
            counts.erase(count);
        } else if (count == counts.end() && isTower(change.place)) {
            continue;
        }
        joined.push_back(std::move(change));
    }
    changes = std::move(joined);
}

// A tower's norms are folded with its rotation; the projector reads the vision tower's stream.
void foldWithRotation(std::vector<Change>& changes)
{
    const auto rotates = [&](const Change& norms) {
        return std::any_of(changes.begin(), changes.end(), [&](const Change& change) {
            const bool feeds = change.place == "vision" && norms.place == "projector";
            return change.field == "rotate" && change.value == norms.value && (feeds || change.place == norms.place);
        });
    };
    std::vector<Change> kept;
    for (const auto& change : changes)
        if (change.field != "fuse_norms" || !rotates(change))
            kept.push_back(change);
    changes = std::move(kept);
}

const SwitchName* switchName(const Change& change)
{
    const auto* row = std::find_if(std::begin(switchNames), std::end(switchNames),
                                   [&](const SwitchName& name) { return name.field == change.field; });
    return row == std::end(switchNames) || !change.value.is_boolean() ? nullptr : row;
}

// Switches first, in the order of their table.
void sortSwitches(std::vector<Change>& changes)
{
    const auto rank = [](const Change& change) {
        const auto* row = switchName(change);
        return row ? row - switchNames : std::ptrdiff_t(std::size(switchNames));
    };
    std::stable_sort(changes.begin(), changes.end(),
                     [&](const Change& a, const Change& b) { return rank(a) < rank(b); });
}

Message whereOf(const std::string& place)
{
    return isTower(place) ? message(std::string("tower.") + place) : message("text", {{"text", place}});
}

Message switched(const Change& change, const SwitchName& name)
{
    const bool on = change.value.get<bool>();
    const auto feature = message(on || !name.off ? name.on : name.off);
    const bool added = on || name.off;
    if (change.place.empty())
        return added ? message("name.added", {{"feature", feature}}) : message("name.removed", {{"feature", feature}});
    const auto where = whereOf(change.place);
    return added ? message("name.added_in", {{"where", where}, {"feature", feature}})
                 : message("name.removed_in", {{"where", where}, {"feature", feature}});
}

Message set(const std::string& place, const std::string& what)
{
    return place.empty() ? message("name.set", {{"what", what}})
                         : message("name.set_in", {{"where", whereOf(place)}, {"what", what}});
}

std::string upperCase(std::string id)
{
    std::transform(id.begin(), id.end(), id.begin(), [](char c) { return c >= 'a' && c <= 'z' ? char(c - 32) : c; });
    return id;
}

// "W4", "GPTQ", "calibration.new_tokens 5"
std::string valueText(const Change& change)
{
    const auto value = change.value.is_string() ? change.value.get<std::string>() : change.value.dump();
    if (change.field == "weight_bits")
        return "W" + value;
    if (change.field == "activation_bits")
        return "A" + value;
    if (change.field == "weight_method")
        return upperCase(value);
    if (change.field == "observer")
        return value;
    return change.value.is_structured() ? change.field : change.field + " " + value;
}

Message clauseOf(const Change& change)
{
    if (change.value.is_null())
        return message("name.inherited", {{"where", whereOf(change.place)}, {"field", change.field}});
    if (const auto* name = switchName(change))
        return switched(change, *name);
    return set(change.place, valueText(change));
}

// Both bits of one place are one clause: "llm W4A8".
std::vector<Message> clausesOf(const std::vector<Change>& changes)
{
    std::vector<Message> clauses;
    const auto bits = [&](const Change& of, const char* field) {
        return std::find_if(changes.begin(), changes.end(), [&](const Change& change) {
            return change.place == of.place && change.field == field && !change.value.is_null();
        });
    };
    for (const auto& change : changes) {
        const auto weights = bits(change, "weight_bits"), activations = bits(change, "activation_bits");
        const bool both = weights != changes.end() && activations != changes.end();
        if (both && change.field == "activation_bits")
            continue;
        if (both && change.field == "weight_bits")
            clauses.push_back(set(change.place, valueText(*weights) + valueText(*activations)));
        else
            clauses.push_back(clauseOf(change));
    }
    return clauses;
}

std::vector<Message> clausesBetween(const Recipe& base, const Recipe& recipe)
{
    auto changes = changesBetween(base, recipe);
    foldWithRotation(changes);
    joinTowers(changes);
    sortSwitches(changes);
    return clausesOf(changes);
}

bool isPresetTitle(const std::string& name)
{
    return std::any_of(presets().begin(), presets().end(), [&](const Preset& preset) { return preset.title == name; });
}

}

RunName runName(const Recipe& recipe, std::span<const NamedRecipe> relatives)
{
    std::vector<NamedRecipe> bases;
    for (const auto& preset : presets())
        bases.push_back({std::string(preset.title), preset.make()});
    bases.insert(bases.end(), relatives.begin(), relatives.end());
    std::optional<RunName> nearest;
    for (const auto& base : bases) {
        auto changes = clausesBetween(base.recipe, recipe);
        if (!nearest || changes.size() < nearest->changes.size())
            nearest = RunName{base.name, std::move(changes)};
    }
    return *nearest;
}

Message nameMessage(const RunName& name)
{
    std::vector<Message> shown(name.changes.begin(),
                               name.changes.begin() +
                                   static_cast<std::ptrdiff_t>(std::min(shownChanges, name.changes.size())));
    shown.resize(shownChanges);
    const auto others = name.changes.size() - std::min(shownChanges, name.changes.size());
    return message("name.changed",
                   {{"base", name.base},
                    {"first", shown[0]},
                    {"second", shown[1]},
                    {"third", shown[2]},
                    {"more", others > 0 ? message("name.more", {{"count", others}}) : Message()}});
}

std::string runTitle(const Recipe& recipe, std::span<const NamedRecipe> relatives)
{
    if (!recipe.name.empty() && !isPresetTitle(recipe.name))
        return recipe.name;
    return englishText(nameMessage(runName(recipe, relatives)));
}

}
