// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/runscommand.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <ostream>

#include <fmt/chrono.h>

#include "archive/comparisonjson.h"
#include "archive/leftout.h"
#include "archive/runarchive.h"
#include "archive/runfolder.h"
#include "archive/sessionschema.h"
#include "base/text.h"
#include "cli/console.h"
#include "cli/importcommand.h"
#include "cli/reportcommand.h"
#include "cli/sharecommand.h"
#include "exchange/papertable.h"
#include "log/log.h"
#include "record/recordjson.h"
#include "tracking/mlflowstore.h"
#include "tracking/modelexplorer.h"
#include "tracking/trackiodatabase.h"

namespace quantscope::cli {
namespace {

constexpr size_t shownQuestions = 20;

struct RunsWork
{
    const Options& all;
    const RunsOptions& options;
    RunArchive& archive;
    std::ostream& out;

    std::string only() const
    {
        return archive.find(options.run);
    }
};

std::string jsonText(const nlohmann::json& value)
{
    return value.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

// Complete, or how far it has got.
std::string stateText(const RunSummary& run)
{
    auto text = std::string(runStateId(run.state));
    if (run.state != RunState::Complete && run.wanted > 0)
        text += fmt::format(", {} of {} answered", run.answered, run.wanted);
    return text;
}

// Of an imported run the model is not known.
std::string knownText(double value)
{
    return value > 0 ? fmt::format("{:.2f}", value) : "–";
}

void list(const RunsWork& work)
{
    auto filter = work.options.filter;
    filter.state = runStateFromId(work.options.state);
    const auto runs = work.archive.list(filter);
    if (work.options.json) {
        auto all = nlohmann::json::array();
        for (const auto& run : runs)
            all.push_back(summaryToJson(run));
        work.out << jsonText(all);
        return;
    }
    constexpr auto row = "{:<16}  {:<44} {:<20} {:>22} {:>7} {:>6}  {:<20}  {}\n";
    work.out << fmt::format(row, "id", "name", "data", "correct", "MB", "bits", "begun", "state");
    for (const auto& run : runs)
        work.out << fmt::format(row, run.id, run.name, run.data, scoreText(run.correct, run.answered),
                                knownText(run.bytes / 1e6), knownText(run.bitsPerWeight), run.created, stateText(run));
    work.out << runs.size() << (runs.size() == 1 ? " run in " : " runs in ") << work.archive.file().string() << "\n";
}

void show(const RunsWork& work)
{
    const auto id = work.only();
    const auto record = work.archive.load(id);
    const auto summary = work.archive.summary(id);
    if (work.options.json) {
        auto all = summaryToJson(summary);
        all["record"] = recordToJson(record);
        work.out << jsonText(all);
        return;
    }
    std::string tags;
    for (const auto& tag : summary.tags)
        tags += (tags.empty() ? "" : ", ") + tag;
    const std::pair<const char*, std::string> lines[] = {
        {"name", record.name},
        {"id", record.id},
        {"state", stateText(summary)},
        {"problem", record.problem},
        {"note", record.note},
        {"tags", tags},
        {"experiment", summary.experiment},
        {"parent", summary.parent},
        {"model", record.model},
        {"imported", importText(record)},
        {"data", record.data},
        {"begun", record.started},
        {"seconds", rounded(record.seconds)},
        {"device", record.environment.device},
    };
    for (const auto& [what, text] : lines)
        if (!text.empty())
            work.out << fmt::format("{:<11} {}\n", what, text);
    work.out << scoreTable(record.score, std::string(answersId(record)),
                           record.floatScore ? &*record.floatScore : nullptr, "float");
}

std::string runNumber(size_t run)
{
    return fmt::format("[{}]", run + 1);
}

void printScores(const Comparison& comparison, std::ostream& out)
{
    const auto line = [&](const std::string& name, const ComparedCategory& category) {
        out << fmt::format("{:<36} {:>6}", name, category.total);
        for (const double correct : category.correct)
            out << (std::isnan(correct) ? fmt::format(" {:>9}", "-") : fmt::format(" {:>9.6g}", correct));
        out << "\n";
    };
    out << fmt::format("{:<36} {:>6}", "category", "asked");
    for (size_t i = 0; i < comparison.total.correct.size(); ++i)
        out << fmt::format(" {:>9}", runNumber(i));
    out << "\n";
    for (const auto& category : comparison.categories)
        line(category.name, category);
    line("all", comparison.total);
}

void printPairs(const Comparison& comparison, std::ostream& out)
{
    out << fmt::format("\n{:<10} {:>10} {:>20} {:>12} {:>12} {:>9} {:>9}\n", "pair", "difference", "95 % of resamples",
                       "left better", "right better", "p", "p (Holm)");
    for (const auto& pair : comparison.pairs) {
        const auto& test = pair.test;
        out << fmt::format("{:<10} {:>+10.6g} {:>20} {:>12} {:>12} {:>9.3g} {:>9.3g}\n",
                           runNumber(pair.left) + " " + runNumber(pair.right), test.difference,
                           fmt::format("{:+.4g} to {:+.4g}", test.interval.low, test.interval.high), test.leftBetter,
                           test.rightBetter, test.pValue, pair.adjusted);
    }
}

std::string fieldText(const nlohmann::json& value)
{
    return value.is_null() ? "-" : value.is_string() ? value.get<std::string>() : value.dump();
}

void printFields(const Comparison& comparison, std::ostream& out)
{
    if (!comparison.recipe.empty())
        out << "\n";
    for (const auto& field : comparison.recipe) {
        out << fmt::format("{:<44}", field.path);
        for (const auto& value : field.values)
            out << fmt::format(" {:>12}", fieldText(value));
        out << "\n";
    }
}

void printQuestions(const Comparison& comparison, const std::vector<RunRecord>& runs, std::ostream& out)
{
    const auto differ = [](const ComparedQuestion& question) { return question.spread > 0 || question.texts > 1; };
    const auto count =
        static_cast<size_t>(std::count_if(comparison.questions.begin(), comparison.questions.end(), differ));
    out << "\n" << count << " of " << comparison.questions.size() << " questions have different answers\n";
    for (size_t i = 0; i < std::min(count, shownQuestions); ++i) {
        const auto& question = comparison.questions[i];
        const auto first = firstAnswering(question), place = question.places[first];
        out << fmt::format("  {} {}\n", runs[first].predictions[place].index, runs[first].asked[place].question);
        for (size_t run = 0; run < runs.size(); ++run)
            if (question.places[run] != noPlace)
                out << fmt::format("    {} {:>5.3g}  {}\n", runNumber(run), question.scores[run],
                                   runs[run].predictions[question.places[run]].text);
    }
    if (count > shownQuestions)
        out << "  and " << count - shownQuestions << " more, see --json\n";
}

std::vector<RunRecord> chosenRuns(const RunsWork& work)
{
    std::vector<RunRecord> runs;
    for (const auto& run : work.options.runs)
        runs.push_back(work.archive.load(work.archive.find(run)));
    return runs;
}

void compare(const RunsWork& work)
{
    const auto runs = chosenRuns(work);
    const auto comparison = compareRuns(runs);
    if (work.options.json) {
        work.out << jsonText(comparisonToJson(comparison, runs));
        return;
    }
    for (size_t i = 0; i < runs.size(); ++i)
        work.out << fmt::format("{:>4} {}  {}{}\n", runNumber(i), runs[i].id, runs[i].name,
                                isLeftOut(comparison, i) ? "  (left out: no scored answers)" : "");
    if (comparison.questions.empty()) {
        work.out << "they have answered no question in common\n";
        return;
    }
    printScores(comparison, work.out);
    printPairs(comparison, work.out);
    printFields(comparison, work.out);
    printQuestions(comparison, runs, work.out);
}

// All of them are there before the first one is changed.
void forEach(const RunsWork& work, void (RunArchive::*change)(const std::string&))
{
    std::vector<std::string> ids;
    for (const auto& run : work.options.runs)
        ids.push_back(work.archive.find(run));
    for (const auto& id : ids) {
        (work.archive.*change)(id);
        work.out << id << "\n";
    }
}

// All of them are there before anything is written.
void track(const RunsWork& work)
{
    const auto& o = work.options;
    std::vector<std::string> ids;
    for (const auto& run : o.runs)
        ids.push_back(work.archive.find(run));
    if (!o.mlflow.empty()) {
        writeMlflow(work.archive, ids, o.mlflow);
        work.out << o.mlflow.string() << "\n";
    }
    if (!o.trackio.empty()) {
        writeTrackio(work.archive, ids, o.trackio);
        work.out << o.trackio.string() << "\n";
    }
    if (!o.modelExplorer.empty())
        for (const auto& file : writeModelExplorer(work.archive, ids, o.modelExplorer))
            work.out << file.string() << "\n";
}

void purge(const RunsWork& work)
{
    const auto before = std::chrono::system_clock::now() -
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::duration<double>(work.options.days * 86400));
    // Those of this very second as well.
    const auto text = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(before + std::chrono::seconds(1)));
    work.out << work.archive.purge(text) << " removed\n";
}

void check(const RunsWork& work)
{
    const auto complaints = work.archive.complaints();
    if (complaints.empty()) {
        work.out << work.archive.file().string() << ": whole\n";
        return;
    }
    for (const auto& complaint : complaints)
        work.out << complaint << "\n";
    throw Error(work.archive.file().string() + ": damaged");
}

void importFrom(const RunsWork& work)
{
    const auto& o = work.options;
    if (o.data.empty() && std::filesystem::is_directory(o.source))
        work.out << importRun(work.archive, o.source) << "\n";
    else if (o.data.empty() && isSession(o.source))
        importSession(o, work.archive, work.out);
    else
        importPredictions(o, work.archive, work.out);
}

struct Action
{
    std::string_view name;
    void (*work)(const RunsWork&);
    bool writes = false; // into the store
};

constexpr Action runsActions[] = {
    {"list", list},
    {"show", show},
    {"compare", compare},
    {"table", [](const RunsWork& w) { w.out << paperText(paperTable(chosenRuns(w)), w.options.format); }},
    {"report", [](const RunsWork& w) { reportCommand(w.all, w.archive, w.out); }},
    {"export",
     [](const RunsWork& w) {
         exportRun(w.archive, w.only(), w.options.folder);
         logInfo("written to " + w.options.folder.string());
     }},
    {"share", [](const RunsWork& w) { shareRuns(w.options, w.archive, w.out); }},
    {"track", track},
    {"import", importFrom, true},
    {"delete", [](const RunsWork& w) { forEach(w, &RunArchive::remove); }, true},
    {"restore", [](const RunsWork& w) { forEach(w, &RunArchive::restore); }, true},
    {"purge", purge, true},
    {"rename", [](const RunsWork& w) { w.archive.rename(w.only(), w.options.text); }, true},
    {"note", [](const RunsWork& w) { w.archive.setNote(w.only(), w.options.text); }, true},
    {"tag", [](const RunsWork& w) { w.archive.setTags(w.only(), w.options.tags); }, true},
    {"check", check},
};

}

std::filesystem::path storeOf(const Options& o)
{
    auto file = o.store.empty() ? defaultArchive() : o.store;
    if (file.empty())
        throw Error("no folder for the store of runs is known; give a file with --store");
    // Only an import makes a new one.
    if (o.runs.action != "import" && !std::filesystem::exists(file))
        throw Error(file.string() + ": there is no store of runs");
    return file;
}

void runsCommand(const Options& o, std::ostream& out)
{
    if (o.runs.action == "open")
        return openSession(o.runs, out);
    RunArchive archive(storeOf(o));
    const auto* action = std::find_if(std::begin(runsActions), std::end(runsActions),
                                      [&](const Action& row) { return row.name == o.runs.action; });
    if (action->writes && archive.isSession())
        throw Error(archive.file().string() +
                    ": is a session, which is only read; 'runs import' copies its runs into a "
                    "store of your own");
    action->work({o, o.runs, archive, out});
}

}
