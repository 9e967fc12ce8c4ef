// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/runsoptions.h"

#include <CLI/CLI.hpp>

#include "archive/comparison.h"
#include "archive/runlisting.h"
#include "exchange/papertable.h"
#include "report/translation.h"
#include "session/thumbnail.h"

namespace quantscope::cli {
namespace {

std::vector<std::string> sorts()
{
    std::vector<std::string> ids;
    for (const auto id : runSorts())
        ids.emplace_back(id);
    return ids;
}

std::vector<std::string> states()
{
    std::vector<std::string> ids;
    for (const auto state :
         {RunState::Running, RunState::Complete, RunState::Cancelled, RunState::Failed, RunState::Interrupted})
        ids.emplace_back(runStateId(state));
    return ids;
}

std::vector<std::string> formats()
{
    std::vector<std::string> ids;
    for (const auto id : paperFormats())
        ids.emplace_back(id);
    return ids;
}

void addFilter(CLI::App& app, RunsOptions& o)
{
    app.add_option("--search", o.filter.text, "Words in name, note, model, data, experiment or a tag");
    app.add_option("--model", o.filter.model, "Only of this model, by name or hash");
    app.add_option("--data", o.filter.data, "Only on this benchmark, by name or hash");
    app.add_option("--tag", o.filter.tag, "Only with this tag");
    app.add_option("--experiment", o.filter.experiment, "Only of this experiment");
    app.add_option("--state", o.state, "Only in this state")->check(CLI::IsMember(states()));
    app.add_flag("--deleted", o.filter.deleted, "Those that are deleted instead");
    app.add_option("--sort", o.filter.sortBy, "Column to sort by")->check(CLI::IsMember(sorts()));
    app.add_flag("--ascending", o.filter.ascending, "The smallest first");
    app.add_option("--most", o.filter.most, "Only the first ones")->check(CLI::Range(int64_t(1), int64_t(1) << 40));
}

void addShare(CLI::App& app, RunsOptions& o)
{
    app.add_option("--out", o.folder, "The session file, NAME.quantscope")->required();
    app.add_option("--images", o.images, "Pictures of the questions")->check(CLI::IsMember({"none", "small", "full"}));
    app.add_option("--side", o.longestSide, "Longest side of small pictures, in pixels")
        ->check(CLI::Range(leastThumbnail, mostThumbnail));
    app.add_flag("--with_float", o.withFloat, "Also the float model's newest run on the same files");
    app.add_flag("--estimate", o.estimate, "Only say how large it would be and what it would not have");
}

void addImport(CLI::App& app, RunsOptions& o)
{
    app.add_option("source", o.source,
                   "The folder; or a session, NAME.quantscope; or a file of predictions: VLMEvalKit's .xlsx, .tsv, "
                   ".json or .jsonl, lmms-eval's "
                   "samples, predictions.jsonl")
        ->required();
    auto* data = app.add_option("--data", o.data, "Benchmark that the predictions answer, a TSV file of VLMEvalKit");
    app.add_option("--metric", o.metric, "Metric instead of the benchmark's")->needs(data);
    app.add_option("--name", o.text, "Name of the run; without it the file's")->needs(data);
}

void addTrack(CLI::App& app, RunsOptions& o)
{
    app.add_option("runs", o.runs, "Their ids or names")->required()->expected(1, -1);
    auto* where = app.add_option_group("where", "At least one of");
    where->add_option("--mlflow", o.mlflow, "Folder of MLflow's file store, 'mlruns'");
    where->add_option("--trackio", o.trackio, "Trackio's folder, ~/.cache/huggingface/trackio or another one");
    where->add_option("--model_explorer", o.modelExplorer,
                      "File for Model Explorer: the layers as a graph; node data stand beside it");
    where->require_option(1, 3);
}

void addReport(CLI::App& app, RunsOptions& o)
{
    auto& r = o.report;
    std::vector<std::string> languages;
    for (const auto& row : reportLanguages())
        languages.emplace_back(row.code);
    app.add_option("--html", r.html, "File for the whole report, one HTML page; a PDF comes from the window");
    app.add_option("--figures", r.figures, "Folder for every figure as SVG");
    app.add_option("--tables", r.tables, "Folder for every table as CSV and LaTeX");
    app.add_option("--language", r.language, "Language of the report")->check(CLI::IsMember(languages));
    app.add_option("--data", o.data, "Benchmark of the runs, for the pictures of its questions");
    app.add_option("--questions", r.questions,
                   "Questions by index, with commas; without it those on which the runs differ most, of one run wrong "
                   "ones")
        ->delimiter(',')
        ->allow_extra_args(false);
    app.add_option("--most_questions", r.mostQuestions, "How many of those")->check(CLI::Range(0, 1000));
    auto* layers =
        app.add_option("--layers", r.layers, "Layers by name, with commas, whose histograms and grids are shown")
            ->delimiter(',')
            ->allow_extra_args(false);
    app.add_option("--model", r.model, "Checkpoint folder of the runs, to make their layers again")->needs(layers);
    layers->needs("--model");
    app.add_option("--title", r.title, "Heading instead of the run's name");
    app.add_option("--notes", r.notes, "Your own words, at the beginning");
}

}

void addRuns(CLI::App& app, RunsOptions& o, std::filesystem::path& store)
{
    app.require_subcommand(1);
    const auto add = [&](const char* name, const char* help) {
        auto* action = app.add_subcommand(name, help);
        action->add_option("--store", store, "File of the store; without it your own");
        action->callback([&o, name] { o.action = name; });
        return action;
    };
    const auto several = [&](CLI::App* action, const char* help) {
        return action->add_option("runs", o.runs, help)->required();
    };
    const auto one = [&](CLI::App* action) {
        action->add_option("run", o.run, "Its id, the beginning of it, or its name")->required();
    };
    auto* list = add("list", "List runs");
    addFilter(*list, o);
    auto* show = add("show", "Everything about one run");
    one(show);
    auto* compare = add("compare", "Runs side by side: scores, tests of every two, recipes, questions");
    several(compare, "Their ids or names")->expected(2, static_cast<int>(mostCompared));
    for (auto* action : {list, show, compare})
        action->add_flag("--json", o.json, "For scripts: all there is");
    auto* table = add("table", "Methods by benchmarks, as a table for a paper");
    several(table, "Their ids or names")->expected(1, -1);
    table->add_option("--format", o.format, "Its format")->check(CLI::IsMember(formats()));
    auto* report = add("report", "A report on runs, for people: scores, layers, questions, settings");
    several(report, "Their ids or names")->expected(1, static_cast<int>(mostCompared));
    addReport(*report, o);
    auto* exported = add("export", "Write a run into a folder");
    one(exported);
    exported->add_option("--out", o.folder, "The folder")->required();
    addTrack(*add("track", "Write runs for MLflow, Trackio or Model Explorer; those that are there are updated"), o);
    addImport(
        *add("import", "Take a run from a folder of export or of --out, a session, or other people's predictions"), o);
    auto* share = add("share", "Write runs into a session file, for people without model and benchmark");
    several(share, "Their ids or names")->expected(1, -1);
    addShare(*share, o);
    add("open", "What a session file has; --store FILE.quantscope lists, shows and compares its runs")
        ->add_option("file", o.source, "The session file")
        ->required();
    several(add("delete", "Take runs out of the list; restore brings them back"), "Their ids or names")
        ->expected(1, -1);
    several(add("restore", "Bring deleted runs back"), "Their ids")->expected(1, -1);
    add("purge", "Remove for good what was deleted")
        ->add_option("--days", o.days, "At least as long ago")
        ->check(CLI::Range(0.0, 1e5));
    auto* rename = add("rename", "Give a run another name");
    one(rename);
    rename->add_option("name", o.text, "The new name")->required();
    auto* note = add("note", "Give a run a note");
    one(note);
    note->add_option("text", o.text, "The note")->required();
    auto* tag = add("tag", "Give a run these tags in place of those that it has");
    one(tag);
    tag->add_option("tags", o.tags, "None: it has none any more")->expected(0, -1);
    add("check", "Let SQLite check the whole file");
}

}
