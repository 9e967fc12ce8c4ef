// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/sections.h"

#include <algorithm>

#include "base/csv.h"
#include "base/text.h"

namespace quantscope {
namespace {

constexpr size_t mostProblems = 10; // of one run

// The facts of each run once, behind the letters of those that have them.
void addFacts(const ReportWork& work)
{
    std::vector<std::pair<std::string, std::string>> groups; // facts, letters
    for (size_t i = 0; i < work.runs.records.size(); ++i) {
        std::vector<std::string> facts;
        for (const auto& fact : factMessages(work.runs.records[i].protocol))
            facts.push_back(work.say(fact));
        if (facts.empty())
            continue;
        const auto separator = work.say(message("separator"));
        std::string text;
        for (const auto& fact : facts)
            text += (text.empty() ? "" : separator) + fact;
        const auto it = std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return g.first == text; });
        if (it == groups.end())
            groups.emplace_back(text, runLetter(i));
        else
            it->second += ", " + runLetter(i);
    }
    ReportList list;
    for (const auto& [facts, letters] : groups)
        list.items.push_back(work.isComparison() && groups.size() > 1 ? letters + ": " + facts : facts);
    if (!list.items.empty())
        work.add(std::move(list));
}

struct EnvironmentRow
{
    Message title;
    ReportCell (*cell)(const Environment&);
};

ReportCell gigabyteCell(int64_t bytes)
{
    return bytes > 0 ? ReportCell{gigabytes(static_cast<double>(bytes)), std::to_string(bytes)} : ReportCell{};
}

std::vector<EnvironmentRow> environmentRows()
{
    return {
        {message("text", {{"text", "QuantScope"}}), [](const Environment& e) { return ReportCell{e.quantscope}; }},
        {message("text", {{"text", "LibTorch"}}), [](const Environment& e) { return ReportCell{e.libtorch}; }},
        {message("text", {{"text", "BLAS"}}), [](const Environment& e) { return ReportCell{e.blas}; }},
        {message("report.env_processor"), [](const Environment& e) { return ReportCell{e.processor}; }},
        {message("report.env_device"), [](const Environment& e) { return ReportCell{e.device}; }},
        {message("report.env_dtype"), [](const Environment& e) { return ReportCell{e.dtype}; }},
        {message("report.env_threads"),
         [](const Environment& e) { return e.quantscope.empty() ? ReportCell{} : integerCell(e.threads); }},
        {message("report.env_memory"), [](const Environment& e) { return gigabyteCell(e.peakResidentBytes); }},
        {message("report.env_device_memory"), [](const Environment& e) { return gigabyteCell(e.peakDeviceBytes); }},
    };
}

void addEnvironment(const ReportWork& work)
{
    ReportTable table{"environment", work.say(message("report.environment_caption")), runColumns(work, "", false), {}};
    for (const auto& row : environmentRows()) {
        std::vector<ReportCell> cells{{work.say(row.title)}};
        for (const auto& run : work.runs.records)
            cells.push_back(row.cell(run.environment));
        if (std::any_of(cells.begin() + 1, cells.end(), [](const ReportCell& cell) { return !cell.text.empty(); }))
            table.rows.push_back(std::move(cells));
    }
    if (!table.rows.empty())
        work.add(std::move(table));
}

void addTimes(const ReportWork& work)
{
    ReportTable table{"times",
                      work.say(message("report.times_caption")),
                      runColumns(work, work.say(message("report.column_stage")), true),
                      {}};
    std::vector<Stage> stages;
    for (const auto& run : work.runs.records) {
        for (const auto& timing : run.timings)
            stages.push_back(timing.stage);
        stages.insert(stages.end(), run.reused.begin(), run.reused.end());
    }
    std::sort(stages.begin(), stages.end());
    stages.erase(std::unique(stages.begin(), stages.end()), stages.end());
    for (const auto stage : stages) {
        std::vector<ReportCell> row{{translated(work.translation, stageTitle(stage))}};
        for (const auto& run : work.runs.records) {
            const auto it = std::find_if(run.timings.begin(), run.timings.end(),
                                         [&](const StageTiming& timing) { return timing.stage == stage; });
            const bool isReused = std::find(run.reused.begin(), run.reused.end(), stage) != run.reused.end();
            row.push_back(isReused                      ? ReportCell{work.say(message("report.from_cache"))}
                              : it == run.timings.end() ? ReportCell{}
                                                        : numberCell(it->seconds, 4));
        }
        table.rows.push_back(std::move(row));
    }
    if (!table.rows.empty())
        work.add(std::move(table));
}

void addSaid(const ReportWork& work)
{
    ReportList list;
    for (size_t i = 0; i < work.runs.records.size(); ++i) {
        const auto& run = work.runs.records[i];
        const auto mark = work.isComparison() ? runLetter(i) + ": " : std::string();
        for (const auto* messages : {&run.warnings, &run.fallbacks})
            for (const auto& m : *messages)
                list.items.push_back(mark + work.say(m));
        if (run.calibrationOverlap > 0)
            list.items.push_back(mark +
                                 work.say(message("report.calibration_overlap", {{"count", run.calibrationOverlap}})));
        for (size_t k = 0; k < std::min(run.problems.size(), mostProblems); ++k)
            list.items.push_back(
                mark +
                work.say(message("report.row_problem",
                                 {{"line", run.problems[k].line}, {"problem", run.problems[k].message}})));
        if (run.problems.size() > mostProblems)
            list.items.push_back(
                mark + work.say(message("report.more_problems", {{"count", run.problems.size() - mostProblems}})));
    }
    if (list.items.empty())
        return;
    work.add(ReportHeading{3, "notices", work.say(message("report.notices"))});
    work.add(std::move(list));
}

std::string recipeFileName(const ReportWork& work, size_t run)
{
    return reportRecipeFile(work.isComparison() ? std::optional<size_t>(run) : std::nullopt);
}

}

void addConditions(const ReportWork& work)
{
    work.heading("conditions", message("report.conditions"));
    addFacts(work);
    addEnvironment(work);
    addTimes(work);
    addSaid(work);
}

// Of one run always, of several where the options of its command cannot say everything.
void addReproduction(const ReportWork& work)
{
    std::string commands;
    std::vector<ReportCode> recipes;
    for (size_t i = 0; i < work.input.runs.size(); ++i) {
        const auto& run = work.input.runs[i];
        const auto file = recipeFileName(work, i);
        if (!run.command.empty())
            commands += (work.isComparison() ? "# " + runLetter(i) + "\n" : "") + run.command + "\n";
        if (!run.record.spec.recipe || run.record.imported)
            continue;
        if (!work.isComparison() || run.command.empty() || run.command.find(file) != std::string::npos)
            recipes.push_back(
                {file,
                 recipeToJson(*run.record.spec.recipe).dump(2, ' ', false, nlohmann::json::error_handler_t::replace)});
    }
    if (commands.empty() && recipes.empty())
        return;
    work.heading("reproduction", message("report.reproduction"));
    if (!commands.empty()) {
        work.paragraph(message("report.command_meaning"), true);
        work.add(ReportCode{work.say(message("report.commands")), commands});
    }
    for (auto& recipe : recipes)
        work.add(std::move(recipe));
}

}
