// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "archive/runsummary.h"

namespace CLI {
class App;
}

namespace quantscope::cli {

// What `runs report` writes, and where; empty places are not written.
struct ReportOptions
{
    std::filesystem::path html, figures, tables;
    std::string language = "en"; // of reportLanguages()
    std::vector<std::string> layers, questions; // by name, by index
    int64_t mostQuestions = 8; // where none are named
    std::string title, notes;
    std::filesystem::path model; // of the runs, for their layers; empty: layers are not shown
};

// What `runs` does, and to which runs of the store.
struct RunsOptions
{
    std::string action; // a subcommand: "list", "show", …
    std::string run; // its id, the beginning of it, or its name
    std::vector<std::string> runs; // likewise, where an action takes several
    std::filesystem::path folder; // export; share: the session file
    std::filesystem::path source; // import: a folder of a run, a session or a file of predictions; open: a session
    std::filesystem::path data; // import: the benchmark that the predictions answer; report: for its pictures
    ReportOptions report;
    std::string metric; // import: id; empty: the benchmark's
    std::string text; // rename, note; import: the run's name
    std::vector<std::string> tags; // tag
    std::filesystem::path mlflow, trackio; // track: folders; empty: not wanted
    std::filesystem::path modelExplorer; // track: a file; likewise
    std::string format = "markdown"; // table
    std::string images = "small"; // share: id of SessionImages
    int longestSide = 512; // share: of small images, in pixels
    bool withFloat = false, estimate = false; // share; estimate: only say what it would be
    RunFilter filter; // list
    std::string state; // of the filter; empty: any
    double days = 30; // purge: deleted as long ago
    bool json = false;
};

// The subcommands of `runs`; each has --store FILE.
void addRuns(CLI::App&, RunsOptions&, std::filesystem::path& store);

}
