// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/makereport.h"

#include <algorithm>

#include <fmt/core.h>

#include "base/csv.h"
#include "base/text.h"
#include "report/sections.h"

namespace quantscope {
namespace {

bool isCalled(const Layer& layer, const std::string& name)
{
    return layer.name == name || shortLayerName(layer.name) == name;
}

void checkLayers(const ReportInput& input)
{
    for (const auto& name : input.choices.layers) {
        const bool found = std::any_of(input.runs.begin(), input.runs.end(), [&](const ReportedRun& run) {
            return !namedLayers(run.record, {name}).empty();
        });
        if (!found)
            throw Error("layer " + name + ": none of the runs has it");
    }
}

std::string titleOf(const ReportWork& work)
{
    if (!work.input.choices.title.empty())
        return work.input.choices.title;
    if (!work.isComparison())
        return work.say(message("report.title", {{"name", work.runs.records.front().name}}));
    return work.say(message("report.title_several", {{"count", work.runs.records.size()}}));
}

std::string subtitleOf(const ReportWork& work)
{
    std::vector<std::string> models, data;
    const auto note = [](std::vector<std::string>& names, const std::string& name) {
        if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(name);
    };
    for (const auto& run : work.runs.records) {
        note(models, run.model);
        note(data, run.data);
    }
    auto text = listed(models) + (models.empty() || data.empty() ? "" : " · ") + listed(data);
    if (!work.input.choices.made.empty())
        text += " · " +
            work.say(message("report.made", {{"version", QUANTSCOPE_VERSION}, {"time", work.input.choices.made}}));
    return text;
}

void addNotes(const ReportWork& work)
{
    const auto& notes = work.input.choices.notes;
    if (notes.find_first_not_of(" \t\r\n") == std::string::npos)
        return;
    work.heading("notes", message("report.notes"));
    for (size_t at = 0; at < notes.size();) {
        const auto end = std::min(notes.find("\n\n", at), notes.size());
        if (end > at)
            work.add(ReportParagraph{notes.substr(at, end - at)});
        at = end + 2;
    }
}

}

std::string ReportWork::markedName(size_t run) const
{
    const auto& name = runs.records[run].name;
    return isComparison() ? runLetter(run) + "  " + name : name;
}

std::vector<std::string> ReportWork::markedNames() const
{
    std::vector<std::string> names;
    for (size_t run = 0; run < runs.records.size(); ++run)
        names.push_back(markedName(run));
    return names;
}

void ReportWork::heading(const std::string& id, const Message& m) const
{
    add(ReportHeading{2, id, say(m)});
}

void ReportWork::paragraph(const Message& m, bool quiet) const
{
    add(ReportParagraph{say(m), quiet});
}

std::vector<ReportColumn> runColumns(const ReportWork& work, const std::string& first, bool numbers)
{
    std::vector<ReportColumn> columns{{first, false}};
    for (size_t run = 0; run < work.runs.records.size(); ++run)
        columns.push_back({work.isComparison() ? runLetter(run) : work.runs.records[run].name, numbers});
    return columns;
}

ReportCell numberCell(double value, int digits)
{
    return {rounded(value, digits), csvNumber(value)};
}

ReportCell percentCell(double percent)
{
    return {fmt::format("{:.1f} %", percent), csvNumber(percent)};
}

ReportCell integerCell(int64_t value)
{
    return {std::to_string(value)};
}

ReportCell decibelCell(const ReportWork& work, std::optional<double> value)
{
    if (!value)
        return {"–", " "};
    const auto text = work.say(message("text", {{"text", *value, NumberFormat::Decibels}}));
    return {text.ends_with(" dB") ? fmt::format("{:.1f}", *value) : text, csvNumber(*value)};
}

std::string reportRecipeFile(std::optional<size_t> run)
{
    return run ? "recipe-" + runLetter(*run) + ".json" : std::string("recipe.json");
}

std::vector<LayerIndex> namedLayers(const RunRecord& run, const std::vector<std::string>& names)
{
    std::vector<LayerIndex> layers;
    for (const auto& name : names)
        for (size_t i = 0; i < run.layers.size(); ++i)
            if (isCalled(run.layers[i].layer, name)) {
                layers.push_back(static_cast<LayerIndex>(i));
                break;
            }
    return layers;
}

ReportDocument makeReport(const ReportInput& input, const Progress& progress)
{
    if (input.runs.empty() || input.runs.size() > mostCompared)
        throw Error(fmt::format("a report is about 1 to {} runs, not {}", mostCompared, input.runs.size()));
    checkLayers(input);
    const auto translation = loadTranslation(input.choices.language);
    std::vector<RunRecord> records;
    for (const auto& run : input.runs)
        records.push_back(run.record);
    progress.step(0, "compare the runs");
    const auto runs = sideBySide(std::move(records));
    ReportDocument document;
    document.language = translation.language;
    const ReportWork work{input, runs, translation, document};
    document.title = titleOf(work);
    document.subtitle = subtitleOf(work);
    addNotes(work);
    addRuns(work);
    addScores(work);
    addComparison(work);
    progress.step(0.3, "draw the layers");
    addLayers(work);
    addDistributions(work, partOf(progress, 0.3, 0.5));
    addQuestions(work, partOf(progress, 0.5, 0.9));
    addSettings(work);
    addConditions(work);
    addReproduction(work);
    progress.step(1, "report");
    return document;
}

}
