// SPDX-License-Identifier: GPL-3.0-or-later
// Bits per layer as an ordinary recipe.

#include "bitalloc/bitsearch.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include <fmt/core.h>

#include "base/error.h"

namespace quantscope {
namespace {

// Runs of neighbouring blocks, or layers outside of blocks, that need another width than their tower's.
std::vector<Override> overridesFor(const std::vector<Layer>& layers, const std::vector<int>& bits, Tower tower,
                                   int towerBits)
{
    std::map<Role, std::map<int, int>> byRole; // block -> bits
    for (size_t i = 0; i < layers.size(); ++i)
        if (layers[i].tower == tower)
            byRole[layers[i].role][layers[i].block] = bits[i];
    std::vector<Override> overrides;
    for (const auto& [role, blocks] : byRole) {
        const int inherited = role == Role::Head ? 16 : towerBits;
        for (auto it = blocks.begin(); it != blocks.end();) {
            auto end = std::next(it);
            while (it->first >= 0 && end != blocks.end() && end->second == it->second &&
                   end->first == std::prev(end)->first + 1)
                ++end;
            if (it->second != inherited) {
                Override entry;
                entry.match.tower = tower;
                entry.match.role = role;
                if (it->first >= 0) {
                    entry.match.firstBlock = it->first;
                    entry.match.lastBlock = std::prev(end)->first;
                }
                entry.fields["weight_bits"] = it->second;
                overrides.push_back(std::move(entry));
            }
            it = end;
        }
    }
    return overrides;
}

}

Recipe recipeWithBits(const Recipe& base, const std::vector<Layer>& layers, const std::vector<int>& bits)
{
    Recipe recipe = base;
    for (auto& entry : recipe.overrides)
        entry.fields.erase("weight_bits");
    std::erase_if(recipe.overrides, [](const Override& entry) { return entry.fields.empty(); });
    for (const Tower tower : allTowers()) {
        std::set<int> widths;
        for (size_t i = 0; i < layers.size(); ++i)
            if (layers[i].tower == tower && layers[i].role != Role::Head)
                widths.insert(bits.at(i));
        std::optional<std::vector<Override>> fewest;
        for (const int width : widths) {
            auto overrides = overridesFor(layers, bits, tower, width);
            if (fewest && overrides.size() >= fewest->size())
                continue;
            fewest = std::move(overrides);
            recipe.tower(tower).scheme.weightBits = width;
        }
        if (fewest)
            recipe.overrides.insert(recipe.overrides.end(), fewest->begin(), fewest->end());
    }
    const auto plan = resolve(recipe, layers);
    for (size_t i = 0; i < layers.size(); ++i)
        if (plan.schemes[i].weightBits != bits.at(i))
            throw Error(fmt::format("{}: {} bits cannot be written as a recipe", layers[i].name, bits[i]));
    return recipe;
}

Recipe recipeWithBits(const Recipe& base, const std::vector<Layer>& layers, const std::vector<BitGroup>& groups,
                      const std::vector<int>& bits)
{
    const auto plan = resolve(base, layers);
    std::vector<int> all;
    for (const auto& scheme : plan.schemes)
        all.push_back(scheme.weightBits);
    for (size_t g = 0; g < groups.size(); ++g)
        for (const LayerIndex layer : groups[g].layers)
            all.at(static_cast<size_t>(layer)) = bits.at(g);
    return recipeWithBits(base, layers, all);
}

}
