// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/sections.h"

#include <algorithm>

#include <fmt/core.h>

#include "base/csv.h"
#include "base/text.h"
#include "exchange/papertable.h"
#include "quant/protocol.h"

namespace quantscope {
namespace {

constexpr size_t shownHash = 16; // digits

Message stateMessage(RunState state)
{
    switch (state) {
    case RunState::Waiting: return message("report.state_waiting");
    case RunState::Running: return message("report.state_running");
    case RunState::Complete: return message("report.state_complete");
    case RunState::Cancelled: return message("report.state_cancelled");
    case RunState::Failed: return message("report.state_failed");
    case RunState::Interrupted: return message("report.state_interrupted");
    }
    return {};
}

std::string stateOf(const ReportWork& work, const RunRecord& run)
{
    const auto text = work.say(stateMessage(run.state));
    return run.problem.empty() ? text : text + ": " + run.problem;
}

std::string importedFrom(const ReportWork& work, const RunRecord& run)
{
    if (!run.imported)
        return {};
    const auto& source = *run.imported;
    return work.say(message("report.imported_from",
                            {{"file", source.file.file.filename().string()},
                             {"format", source.format},
                             {"rows", source.rows},
                             {"unmatched", source.unmatched},
                             {"unanswered", source.unanswered}}));
}

std::string bitsText(const ReportWork&, const RunRecord& run)
{
    return paperTable(std::span(&run, 1)).rows.front().bits;
}

ReportCell megabytes(double bytes)
{
    return bytes > 0 ? ReportCell{fmt::format("{:.2f}", bytes / 1e6), csvNumber(bytes / 1e6)} : ReportCell{};
}

ReportCell positive(double value, int digits)
{
    return value > 0 ? numberCell(value, digits) : ReportCell{};
}

// Empty where all are asked.
std::string questionsOf(const ReportWork& work, const RunRecord& run)
{
    return asksAll(run.spec.subset) ? std::string() : work.say(subsetMessage(run.spec.subset));
}

struct RunFact
{
    Message title;
    std::function<ReportCell(const RunRecord&)> cell;
};

std::vector<RunFact> runFacts(const ReportWork& work)
{
    const auto text = [](std::string (*of)(const RunRecord&)) {
        return [of](const RunRecord& run) { return ReportCell{of(run)}; };
    };
    const auto said = [&work](std::string (*of)(const ReportWork&, const RunRecord&)) {
        return [&work, of](const RunRecord& run) { return ReportCell{of(work, run)}; };
    };
    return {
        {message("report.fact_name"), text([](const RunRecord& run) { return run.name; })},
        {message("report.fact_id"), text([](const RunRecord& run) { return run.id; })},
        {message("report.fact_state"), said(stateOf)},
        {message("report.fact_imported"), said(importedFrom)},
        {message("report.fact_model"), text([](const RunRecord& run) { return run.model; })},
        {message("report.fact_data"), text([](const RunRecord& run) { return run.data; })},
        {message("report.fact_questions"), said(questionsOf)},
        {message("report.fact_protocol"), text([](const RunRecord& run) {
             return run.imported ? std::string() : std::string(protocolId(protocolOf(run.spec)));
         })},
        {message("report.fact_bits"), said(bitsText)},
        {message("report.fact_size"), [](const RunRecord& run) { return megabytes(run.size.bytes); }},
        {message("report.fact_float_size"), [](const RunRecord& run) { return megabytes(run.size.floatBytes); }},
        {message("report.fact_weight_bits"), [](const RunRecord& run) { return positive(run.size.bitsPerWeight, 4); }},
        {message("report.fact_answered"),
         [](const RunRecord& run) { return integerCell(static_cast<int64_t>(run.predictions.size())); }},
        {message("report.fact_begun"), text([](const RunRecord& run) { return run.started; })},
        {message("report.fact_seconds"), [](const RunRecord& run) { return positive(run.seconds, 4); }},
        {message("report.fact_note"), text([](const RunRecord& run) { return run.note; })},
    };
}

// A row that says nothing of any run is left out.
ReportTable factsTable(const ReportWork& work)
{
    ReportTable table{"runs", work.say(message("report.runs_caption")), runColumns(work, "", false), {}};
    for (const auto& fact : runFacts(work)) {
        std::vector<ReportCell> row{{work.say(fact.title)}};
        for (const auto& run : work.runs.records)
            row.push_back(fact.cell(run));
        if (std::any_of(row.begin() + 1, row.end(), [](const ReportCell& cell) { return !cell.text.empty(); }))
            table.rows.push_back(std::move(row));
    }
    return table;
}

struct UsedFile
{
    std::string runs, kind;
    FileUse use;
};

void addFile(std::vector<UsedFile>& files, const std::string& run, const std::string& kind, const FileUse& use)
{
    if (use.file.empty())
        return;
    const auto it = std::find_if(files.begin(), files.end(),
                                 [&](const UsedFile& file) { return file.use == use && file.kind == kind; });
    if (it == files.end())
        files.push_back({run, kind, use});
    else
        it->runs += ", " + run;
}

// Without their folders, which say nothing elsewhere.
ReportTable filesTable(const ReportWork& work)
{
    std::vector<UsedFile> files;
    for (size_t i = 0; i < work.runs.records.size(); ++i) {
        const auto& run = work.runs.records[i];
        for (const auto& use : run.modelFiles)
            addFile(files, runLetter(i), work.say(message("report.file_model")), use);
        addFile(files, runLetter(i), work.say(message("report.file_data")), run.dataFile);
        addFile(files, runLetter(i), work.say(message("report.file_calibration")), run.calibrationFile);
        if (run.imported)
            addFile(files, runLetter(i), work.say(message("report.file_predictions")), run.imported->file);
    }
    ReportTable table{"files", work.say(message("report.files_caption")), {}, {}};
    if (work.isComparison())
        table.columns.push_back({work.say(message("report.column_runs"))});
    for (const auto& title : {message("report.column_kind"), message("report.column_file")})
        table.columns.push_back({work.say(title)});
    table.columns.push_back({"SHA-256"});
    for (const auto& file : files) {
        std::vector<ReportCell> row;
        if (work.isComparison())
            row.push_back({file.runs});
        row.push_back({file.kind});
        row.push_back({file.use.file.filename().string()});
        const auto& hash = file.use.sha256;
        row.push_back({hash.size() > shownHash ? hash.substr(0, shownHash) + "…" : hash, hash});
        table.rows.push_back(std::move(row));
    }
    return table;
}

}

void addRuns(const ReportWork& work)
{
    work.heading("runs", message("report.runs"));
    work.add(factsTable(work));
    auto files = filesTable(work);
    if (!files.rows.empty())
        work.add(std::move(files));
}

}
