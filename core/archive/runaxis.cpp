// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/runaxis.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "archive/runarchive.h"

namespace quantscope {
namespace {

// Runs that can stand in one line: their places, and the rows of their settings beside them.
struct RunGroup
{
    std::vector<size_t> runs, rows;
};

// In the order of their first runs.
std::vector<RunGroup> groupsOf(std::span<const StoredRecipe> runs, SettingsTable& table, const Progress& progress)
{
    std::unordered_map<std::string, size_t> known;
    std::vector<RunGroup> groups;
    for (size_t run = 0; run < runs.size(); ++run) {
        progress.check();
        if (runs[run].recipe.empty())
            table.add(Recipe());
        else if (!table.add(runs[run].recipe))
            continue;
        const auto [it, added] = known.emplace(runs[run].questions, groups.size());
        if (added)
            groups.emplace_back();
        groups[it->second].runs.push_back(run);
        groups[it->second].rows.push_back(table.rows().size() - 1);
    }
    return groups;
}

void addChoices(std::vector<AxisField>& choices, std::vector<AxisField> fields)
{
    for (auto& field : fields) {
        const auto it = std::find_if(choices.begin(), choices.end(),
                                     [&](const AxisField& choice) { return choice.path == field.path; });
        if (it == choices.end())
            choices.push_back(std::move(field));
        else
            it->recipes += field.recipes;
    }
}

RunLine lineOf(const AxisLine& line, std::span<const StoredRecipe> runs, const std::vector<size_t>& group)
{
    RunLine drawn{runs[group.front()].model, runs[group.front()].data, {}};
    for (size_t i = 0; i < line.recipes.size(); ++i) {
        const auto& run = runs[group[line.recipes[i]]];
        drawn.points.push_back({run.id, run.name, line.values[i], 0, 0, {}});
    }
    return drawn;
}

// As many whole lines as fit, and the beginning of the first one however long it is.
void cut(RunAxis& axis)
{
    size_t room = mostAxisPoints;
    std::vector<RunLine> kept;
    for (auto& line : axis.lines) {
        const auto count = line.points.size();
        const auto taken = count <= room ? count : kept.empty() ? room : 0;
        axis.leftOut += count - taken;
        if (taken == 0)
            continue;
        line.points.resize(taken);
        room -= taken;
        kept.push_back(std::move(line));
    }
    axis.lines = std::move(kept);
}

}

RunAxis axisOf(std::span<const StoredRecipe> runs, const std::string& path, const Progress& progress)
{
    RunAxis axis;
    axis.path = path;
    SettingsTable table;
    for (const auto& group : groupsOf(runs, table, progress)) {
        addChoices(axis.choices, axisFields(table, group.rows, progress));
        if (path.empty())
            continue;
        for (const auto& line : linesAlong(table, group.rows, path, progress))
            axis.lines.push_back(lineOf(line, runs, group.runs));
    }
    std::stable_sort(axis.choices.begin(), axis.choices.end(),
                     [](const AxisField& a, const AxisField& b) { return a.recipes > b.recipes; });
    cut(axis);
    return axis;
}

void addScores(RunAxis& axis, const std::function<std::vector<double>(const std::string& id)>& scoresOf,
               const Progress& progress)
{
    for (auto& line : axis.lines)
        for (auto& point : line.points) {
            progress.check();
            const auto scores = scoresOf(point.id);
            point.correct = std::accumulate(scores.begin(), scores.end(), 0.0);
            point.total = static_cast<int64_t>(scores.size());
            point.interval = bootstrapSum(scores);
        }
}

RunAxis axisOf(RunArchive& archive, const std::string& path, const Progress& progress)
{
    auto axis = axisOf(archive.recipes(), path, progress);
    addScores(
        axis, [&](const std::string& id) { return archive.scores(id); }, progress);
    return axis;
}

}
