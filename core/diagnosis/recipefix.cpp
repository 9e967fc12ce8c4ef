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

std::vector<RecipeEdit> rotationEdits(Tower tower)
{
    std::vector<RecipeEdit> edits{towerEdit(tower, "rotate", true), towerEdit(tower, "fuse_norms", true)};
    if (tower == Tower::Vision)
        edits.push_back(towerEdit(Tower::Projector, "fuse_norms", true));
    return edits;
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

bool changesRuns(const Recipe& recipe, const ModelOutline& outline, const Fix& fix)
{
    // Overrides count by what they do to the layers.
    const auto settings = [&](const Recipe& asked) {
        auto really = resolve(asked, outline.layers).recipe;
        really.overrides.clear();
        return really;
    };
    const auto fixed = applyFix(recipe, fix);
    return resolve(recipe, outline.layers).schemes != resolve(fixed, outline.layers).schemes ||
        settings(recipe) != settings(fixed);
}

std::optional<Fix> usableFix(const Recipe& recipe, const ModelOutline& outline, Fix fix)
{
    if (!changesRuns(recipe, outline, fix))
        return {};
    const auto fixed = applyFix(recipe, fix);
    for (const auto& issue : validate(fixed, resolve(fixed, outline.layers), outline))
        if (issue.severity == Severity::Error)
            return {};
    return fix;
}

}
