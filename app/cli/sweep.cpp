// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <ostream>

#include <fmt/core.h>

#include "cli/console.h"
#include "cli/searchcommands.h"
#include "files/atomicfile.h"
#include "log/log.h"
#include "run/ablation.h"
#include "run/sweep.h"

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

void fill(SweepPoint& point, const RunRecord& record)
{
    point.state = "complete";
    point.bytes = record.size.bytes;
    point.averageBits = record.size.bitsPerWeight;
    point.hits = record.evaluation.score.hits;
    point.total = record.evaluation.score.total;
    point.sqnrDb = meanSqnrDb(record.layers);
    for (const auto& timing : record.timings)
        point.seconds += timing.seconds;
}

void print(const std::vector<SweepPoint>& points, std::ostream& out)
{
    out << fmt::format("{:>3}  {:<56} {:>9} {:>6} {:>12} {:>8} {:>8}\n", "", "recipe", "MB", "bits", "hits", "SQNR dB",
                       "s");
    const auto front = paretoFront(points);
    for (size_t i = 0; i < points.size(); ++i) {
        const auto& p = points[i];
        const bool best = std::find(front.begin(), front.end(), i) != front.end();
        if (!p.hits) {
            out << numbered(i) << "  " << p.name << ": " << p.state << "\n";
            continue;
        }
        out << fmt::format("{}{} {:<56} {:>9.3f} {:>6.2f} {:>6.6g}/{:<5} {:>8.2f} {:>8.1f}\n", numbered(i),
                           best ? "*" : " ", p.name.substr(0, 56), p.bytes / 1e6, p.averageBits, *p.hits, p.total,
                           p.sqnrDb.value_or(0), p.seconds);
    }
    out << "* no other recipe is as small with more hits\n";
}

}

void sweep(const Options& o, std::ostream& out)
{
    const auto recipes = chosenRecipes(o);
    if (!o.out.empty())
        prepareOutputFolder(o.out);
    const auto bench = openWorkbench(o, recipes.front());
    std::vector<SweepPoint> points(recipes.size());
    for (size_t i = 0; i < recipes.size(); ++i)
        points[i].name = recipes[i].name.empty() ? fmt::format("recipe {}", i + 1) : recipes[i].name;
    ProgressLine line;
    for (size_t i = 0; i < recipes.size(); ++i) {
        const auto part =
            partOf(line.progress(), double(i) / double(recipes.size()), double(i + 1) / double(recipes.size()));
        try {
            const auto record = runOn(o, bench, recipes[i], part);
            fill(points[i], record);
            if (!o.out.empty()) {
                prepareOutputFolder(o.out / numbered(i));
                writeRun(o.out / numbered(i), record);
            }
        } catch (const Error& problem) {
            // One recipe that cannot run does not stop the others.
            points[i].state = std::string("failed: ") + problem.what();
            logWarning(points[i].name + ": " + problem.what());
        }
        if (!o.out.empty())
            writeAtomically(o.out / "sweep.csv", sweepToCsv(points));
    }
    line.clear();
    print(points, out);
    if (!o.out.empty())
        logInfo("written to " + o.out.string());
}

}
