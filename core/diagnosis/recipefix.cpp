// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/recipefix.h"

#include "base/error.h"
#include "quant/overrides.h"
#include "quant/plan.h"

namespace quantscope {

RecipeEdit layerEdit(const Layer& layer, std::string field, nlohmann::json value)
{
    RecipeEdit edit;
    edit.match = layerMatch(layer);
    edit.field = std::move(field);
    edit.value = std::move(value);
    return edit;
}

RecipeEdit towerEdit(Tower tower, const std::string& setting, nlohmann::json value)
{
    RecipeEdit edit;
    edit.pointer = "/towers/" + std::string(towerId(tower)) + "/" + setting;
    edit.value = std::move(value);
    return edit;
}

Recipe applyFix(const Recipe& recipe, const Fix& fix)
{
    auto json = recipeToJson(recipe);
    for (const auto& edit : fix.edits)
        if (!edit.pointer.empty()) {
            const nlohmann::json::json_pointer place(edit.pointer);
            if (!json.contains(place))
                throw Error("a fix: the recipe has no setting " + edit.pointer);
            json[place] = edit.value;
        }
    auto fixed = recipeFromJson(json, "a fix");
    for (const auto& edit : fix.edits)
        if (edit.pointer.empty())
            setOverride(fixed, edit.match, edit.field, edit.value);
    return fixed;
}

std::optional<Fix> usableFix(const Recipe& recipe, const ModelOutline& outline, Fix fix)
{
    const auto fixed = applyFix(recipe, fix);
    const auto before = resolve(recipe, outline.layers), after = resolve(fixed, outline.layers);
    auto sameOverrides = fixed;
    sameOverrides.overrides = recipe.overrides;
    if (before.schemes == after.schemes && sameOverrides == recipe)
        return {};
    for (const auto& issue : validate(fixed, after, outline))
        if (issue.severity == Severity::Error)
            return {};
    return fix;
}

}
