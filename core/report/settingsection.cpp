// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/sections.h"

#include <algorithm>

#include "base/text.h"

namespace quantscope {
namespace {

using Json = nlohmann::json;

std::string settingText(const ReportWork& work, const Json& value)
{
    if (value.is_null() || (value.is_array() && value.empty()))
        return "–";
    if (value.is_boolean())
        return work.say(value.get<bool>() ? message("report.yes") : message("report.no"));
    return value.is_string() ? value.get<std::string>() : value.dump();
}

// Of the runs that have a recipe: their letters and what stands in it.
struct RecipeOfRun
{
    size_t run = 0;
    Json json;
};

std::vector<RecipeOfRun> recipesOfRuns(const ReportWork& work)
{
    std::vector<RecipeOfRun> recipes;
    for (size_t i = 0; i < work.runs.records.size(); ++i)
        if (const auto& run = work.runs.records[i]; run.spec.recipe && !run.imported)
            recipes.push_back({i, recipeToJson(*run.spec.recipe)});
    return recipes;
}

// One value where all are alike, else one for each, with its letter.
ReportCell joinedValues(const ReportWork& work, const std::vector<RecipeOfRun>& recipes,
                        const std::function<Json(const Json&)>& valueOf)
{
    std::vector<std::string> texts, exact;
    bool isOne = true;
    const auto first = valueOf(recipes.front().json);
    for (const auto& recipe : recipes) {
        const auto value = valueOf(recipe.json);
        isOne = isOne && value == first;
        texts.push_back(runLetter(recipe.run) + " " + settingText(work, value));
        exact.push_back(runLetter(recipe.run) + " " + value.dump());
    }
    if (isOne)
        return {settingText(work, first), first.is_string() ? first.get<std::string>() : first.dump()};
    return {listed(texts), listed(exact)};
}

void addDifferences(const ReportWork& work)
{
    const auto& fields = work.runs.comparison.recipe;
    if (fields.empty())
        return;
    ReportTable table{"differences",
                      work.say(message("report.differences_caption")),
                      runColumns(work, work.say(message("report.column_setting")), false),
                      {}};
    for (const auto& field : fields) {
        std::vector<ReportCell> row{{field.path}};
        for (size_t run = 0; run < field.values.size(); ++run)
            row.push_back(work.runs.records[run].imported
                              ? ReportCell{"–", " "}
                              : ReportCell{settingText(work, field.values[run]), field.values[run].dump()});
        table.rows.push_back(std::move(row));
    }
    work.add(std::move(table));
}

ReportTable towersTable(const ReportWork& work, const std::vector<RecipeOfRun>& recipes)
{
    ReportTable table{"settings",
                      work.say(message("report.settings_caption")),
                      {{work.say(message("report.column_setting"))},
                       {work.say(message("report.tower_vision"))},
                       {work.say(message("report.tower_projector"))},
                       {work.say(message("report.tower_llm"))}},
                      {}};
    std::vector<std::string> fields;
    for (const auto& recipe : recipes)
        for (const Tower tower : allTowers())
            for (const auto& [field, value] : recipe.json["towers"][std::string(towerId(tower))].items())
                if (std::find(fields.begin(), fields.end(), field) == fields.end())
                    fields.push_back(field);
    for (const auto& field : fields) {
        std::vector<ReportCell> row{{field}};
        for (const Tower tower : allTowers())
            row.push_back(joinedValues(work, recipes, [&](const Json& recipe) {
                return recipe["towers"][std::string(towerId(tower))].value(field, Json());
            }));
        table.rows.push_back(std::move(row));
    }
    return table;
}

// Everything that is no tower's: seed, calibration, settings of single layers.
ReportTable othersTable(const ReportWork& work, const std::vector<RecipeOfRun>& recipes)
{
    ReportTable table{"other-settings",
                      work.say(message("report.others_caption")),
                      {{work.say(message("report.column_setting"))}, {work.say(message("report.column_value"))}},
                      {}};
    for (const auto& [field, value] : recipes.front().json.items()) {
        if (field == "towers" || field == "name" || field == "schema" || field == "calibration")
            continue;
        table.rows.push_back({{field}, joinedValues(work, recipes, [f = field](const Json& recipe) {
                                  return recipe.value(f, Json());
                              })});
    }
    for (const auto& [field, value] : recipes.front().json["calibration"].items())
        table.rows.push_back({{"calibration." + field}, joinedValues(work, recipes, [f = field](const Json& recipe) {
                                  return recipe["calibration"].value(f, Json());
                              })});
    return table;
}

}

void addSettings(const ReportWork& work)
{
    const auto recipes = recipesOfRuns(work);
    if (recipes.empty())
        return;
    work.heading("settings", message("report.settings"));
    addDifferences(work);
    work.add(towersTable(work, recipes));
    work.add(othersTable(work, recipes));
    for (size_t i = 0; i < work.runs.records.size(); ++i)
        if (const auto& run = work.runs.records[i]; !run.spec.recipe && !run.imported)
            work.paragraph(message("report.float_run", {{"run", work.markedName(i)}}), true);
}

}
