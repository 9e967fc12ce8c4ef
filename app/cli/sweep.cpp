// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/searchcommands.h"

#include <algorithm>
#include <ostream>

#include <fmt/core.h>

#include "archive/runname.h"
#include "cli/console.h"
#include "cli/keeping.h"
#include "cli/protocollines.h"
#include "experiments/ablation.h"
#include "experiments/sweep.h"
#include "files/atomicfile.h"
#include "log/log.h"

namespace quantscope::cli {
namespace {

std::vector<Recipe> chosenRecipes(const Options& o)
{
    if (o.search.grid.empty() == o.search.recipes.empty())
        throw Error("sweep: give --grid or --recipes");
    if (!o.search.grid.empty())
        return loadGrid(o.search.grid);
    std::vector<Recipe> recipes;
    for (const auto& name : o.search.recipes)
        recipes.push_back(namedRecipe(name));
    return recipes;
}

std::string numbered(size_t index)
{
    return fmt::format("{:03}", index + 1);
}

void print(const std::vector<RunRecord>& runs, std::ostream& out)
{
    out << fmt::format("{:>3}  {:<56} {:>9} {:>6} {:>12} {:>8} {:>8}\n", "", "recipe", "MB", "bits", "correct",
                       "SQNR dB", "s");
    const auto front = paretoFront(paretoPoints(runs));
    for (size_t i = 0; i < runs.size(); ++i) {
        const auto& run = runs[i];
        const bool best = std::find(front.begin(), front.end(), i) != front.end();
        if (run.state != RunState::Complete) {
            out << numbered(i) << "  " << run.name << ": " << stateText(run) << "\n";
            continue;
        }
        out << fmt::format("{}{} {:<56} {:>9.3f} {:>6.2f} {:>6.6g}/{:<5} {:>8.2f} {:>8.1f}\n", numbered(i),
                           best ? "*" : " ", run.name.substr(0, 56), run.size.bytes / 1e6, run.size.bitsPerWeight,
                           run.score.correct, run.score.total, meanSqnrDb(run.layers).value_or(0), secondsOf(run));
    }
    out << "* no other recipe is as small and answers more questions correctly\n";
    std::vector<NamedLine> facts;
    for (size_t i = 0; i < runs.size(); ++i)
        if (runs[i].state == RunState::Complete)
            facts.push_back({numbered(i), factsLine(runs[i].protocol)});
    for (const auto& line : linesOnce(facts))
        out << line << "\n";
}

}

void sweep(const Options& o, std::ostream& out)
{
    const auto recipes = chosenRecipes(o);
    if (!o.out.empty())
        prepareOutputFolder(o.out);
    std::vector<NamedRecipe> named;
    for (const auto& recipe : recipes)
        named.push_back({runTitle(recipe), recipe});
    sayProtocols(o, named);
    const auto workspace = openWorkspace(o, &recipes.front());
    std::vector<RunRecord> runs;
    for (size_t i = 0; i < recipes.size(); ++i) {
        auto& run = runs.emplace_back(startRecord(workspace, specOf(o, workspace, recipes[i])));
        run.state = RunState::Waiting;
        run.name = named[i].name;
    }
    ProgressLine line;
    for (size_t i = 0; i < runs.size(); ++i) {
        const auto part = partOf(line.progress(), double(i) / double(runs.size()), double(i + 1) / double(runs.size()));
        const auto name = runs[i].name;
        try {
            runs[i] = executeKept(o, workspace, runs[i].spec, optionsOf(o), part, name).record;
            if (!o.out.empty()) {
                prepareOutputFolder(o.out / numbered(i));
                writeRun(o.out / numbered(i), runs[i]);
            }
        } catch (const Error& problem) {
            // One recipe that cannot run does not stop the others.
            runs[i].state = RunState::Failed;
            runs[i].problem = problem.what();
            logWarning(name + ": " + problem.what());
        }
        if (!o.out.empty())
            writeAtomically(o.out / "sweep.csv", sweepToCsv(runs));
    }
    line.clear();
    print(runs, out);
    if (!o.out.empty())
        logInfo("written to " + o.out.string());
}

}
