// SPDX-License-Identifier: GPL-3.0-or-later
#include "experiments/sweep.h"

#include <algorithm>

#include <fmt/core.h>

#include "base/csv.h"
#include "base/error.h"
#include "base/jsonfield.h"
#include "base/text.h"
#include "experiments/ablation.h"
#include "experiments/presets.h"
#include "files/jsonfile.h"

namespace quantscope {
namespace {

constexpr size_t mostRecipes = 1000;

std::string textOfValue(const nlohmann::json& value)
{
    return value.is_string() ? value.get<std::string>() : value.dump();
}

// Neither tells how a run goes.
bool isLabel(const std::string& field)
{
    return field == "name" || field == "schema";
}

// The places of a recipe's JSON that a path means.
std::vector<nlohmann::json::json_pointer> placesOf(const std::string& path)
{
    const auto dot = path.find('.');
    const auto first = path.substr(0, dot);
    const auto rest = dot == std::string::npos ? std::string() : path.substr(dot + 1);
    using Pointer = nlohmann::json::json_pointer;
    std::vector<Pointer> places;
    if (first == "towers")
        for (const Tower tower : allTowers())
            places.push_back(Pointer("/towers") / std::string(towerId(tower)) / rest);
    else if (towerFromId(first))
        places.push_back(Pointer("/towers") / first / rest);
    else if (dot == std::string::npos)
        places.push_back(Pointer() / first);
    else
        places.push_back(Pointer() / first / rest);
    return places;
}

Recipe withValue(const Recipe& base, const std::string& path, const nlohmann::json& value)
{
    auto json = recipeToJson(base);
    const auto where = "sweep field '" + path + "' = " + value.dump();
    for (const auto& place : placesOf(path)) {
        if (!json.contains(place) || json.at(place).is_structured() || isLabel(path))
            throw Error("sweep field '" + path +
                        "' is not known; fields are like llm.weight_bits, towers.activation_bits or "
                        "calibration.weight_samples");
        json[place] = value;
    }
    return recipeFromJson(json, where);
}

}

std::vector<std::string> sweepFields()
{
    const auto json = recipeToJson({});
    const auto& towers = json.at("towers");
    std::vector<std::string> paths;
    for (const Tower tower : {Tower::Llm, Tower::Vision, Tower::Projector})
        for (const auto& [field, value] : towers.at(std::string(towerId(tower))).items())
            paths.push_back(std::string(towerId(tower)) + "." + field);
    for (const auto& [field, value] : towers.at("llm").items())
        if (std::all_of(towers.begin(), towers.end(), [&name = field](const auto& t) { return t.contains(name); }))
            paths.push_back("towers." + field);
    for (const auto& [field, value] : json.items())
        if (!value.is_structured() && !isLabel(field))
            paths.push_back(field);
    for (const auto& [field, value] : json.at("calibration").items())
        paths.push_back("calibration." + field);
    return paths;
}

std::vector<Recipe> expandGrid(const Recipe& base, const std::vector<SweepField>& fields)
{
    std::vector<Recipe> recipes{base};
    for (const auto& field : fields) {
        if (field.values.empty())
            throw Error("sweep field '" + field.path + "' has no values");
        if (recipes.size() * field.values.size() > mostRecipes)
            throw Error(fmt::format("the grid has more than {} recipes", mostRecipes));
        std::vector<Recipe> more;
        for (const auto& recipe : recipes)
            for (const auto& value : field.values) {
                more.push_back(withValue(recipe, field.path, value));
                more.back().name += (recipe.name.empty() ? "" : ", ") + field.path + " " + textOfValue(value);
            }
        recipes = std::move(more);
    }
    return recipes;
}

Recipe namedRecipe(const std::string& presetOrFile, const std::filesystem::path& folder)
{
    if (const auto* preset = findPreset(presetOrFile)) {
        auto recipe = preset->make();
        recipe.name = preset->title;
        return recipe;
    }
    const auto file = folder / presetOrFile;
    if (!std::filesystem::exists(file))
        throw Error(file.string() + " is neither a recipe file nor a preset; presets are " +
                    listedBy(presets(), &Preset::id));
    auto recipe = loadRecipe(file);
    if (recipe.name.empty())
        recipe.name = file.stem().string();
    return recipe;
}

std::vector<Recipe> loadGrid(const std::filesystem::path& file)
{
    const auto json = readJsonObject(file);
    const JsonFields fields(json, file.string());
    for (const auto& [name, value] : json.items())
        if (name != "base" && name != "grid")
            throw Error(fields.place(name) + " is not known");
    fields.required("base");
    const auto base = namedRecipe(fields.text("base", ""), file.parent_path());
    std::vector<SweepField> grid;
    const auto grids = fields.object("grid");
    for (const auto& [path, values] : grids.json().items()) {
        if (!values.is_array())
            throw Error(grids.place(path) + ": expected a list of values, found " + values.dump());
        grid.push_back({path, values});
    }
    try {
        return expandGrid(base, grid);
    } catch (const Error& problem) {
        throw Error(file.string() + ": " + problem.what());
    }
}

std::vector<ParetoPoint> paretoPoints(std::span<const RunRecord> runs)
{
    std::vector<ParetoPoint> points;
    for (const auto& run : runs) {
        points.push_back({run.size.bytes, {}});
        if (run.state == RunState::Complete)
            points.back().correct = run.score.correct;
    }
    return points;
}

std::vector<size_t> paretoFront(std::span<const ParetoPoint> points)
{
    std::vector<size_t> order;
    for (size_t i = 0; i < points.size(); ++i)
        if (points[i].correct)
            order.push_back(i);
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
        return points[a].bytes != points[b].bytes ? points[a].bytes < points[b].bytes
                                                  : *points[a].correct > *points[b].correct;
    });
    std::vector<size_t> front;
    for (const size_t i : order)
        if (front.empty() || *points[i].correct > *points[front.back()].correct)
            front.push_back(i);
    return front;
}

std::string stateText(const RunRecord& run)
{
    return std::string(runStateId(run.state)) + (run.problem.empty() ? "" : ": " + run.problem);
}

std::string sweepToCsv(std::span<const RunRecord> runs)
{
    const auto front = paretoFront(paretoPoints(runs));
    std::string csv = "name,state,bytes,average_bits,hits,questions,mean_sqnr_db,seconds,on_front\n";
    for (size_t i = 0; i < runs.size(); ++i) {
        const auto& run = runs[i];
        const bool hasScore = run.state == RunState::Complete;
        const bool onFront = std::find(front.begin(), front.end(), i) != front.end();
        csv += csvLine({run.name, stateText(run), csvNumber(run.size.bytes), csvNumber(run.size.bitsPerWeight),
                        hasScore ? csvNumber(run.score.correct) : "", std::to_string(run.score.total),
                        csvNumber(meanSqnrDb(run.layers)), csvNumber(secondsOf(run)), onFront ? "yes" : "no"});
    }
    return csv;
}

}
