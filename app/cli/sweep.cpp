#include "analysis/sweep.h"

#include <algorithm>
#include <cstdio>
#include <ostream>

#include "cli/console.h"
#include "cli/searchcommands.h"
#include "io/atomicfile.h"
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
    char text[32];
    std::snprintf(text, sizeof text, "%03zu", index + 1);
    return text;
}

void fill(SweepPoint& point, const RunRecord& record)
{
    point.state = "complete";
    point.bytes = record.size.bytes;
    point.averageBits = record.size.bitsPerWeight;
    point.hits = record.evaluation.score.hits;
    point.total = record.evaluation.score.total;
    point.sqnrDb = meanSqnr(record.layers);
    for (const auto& timing : record.timings)
        point.seconds += timing.seconds;
}

void print(const std::vector<SweepPoint>& points, std::ostream& out)
{
    char line[256];
    std::snprintf(line, sizeof line, "%3s  %-56s %9s %6s %12s %8s %8s\n", "", "recipe", "MB", "bits", "hits", "SQNR dB",
                  "s");
    out << line;
    const auto front = paretoFront(points);
    for (size_t i = 0; i < points.size(); ++i) {
        const auto& p = points[i];
        const bool best = std::find(front.begin(), front.end(), i) != front.end();
        if (!p.hits) {
            out << numbered(i) << "  " << p.name << ": " << p.state << "\n";
            continue;
        }
        std::snprintf(line, sizeof line, "%s%s %-56s %9.3f %6.2f %6.6g/%-5lld %8.2f %8.1f\n", numbered(i).c_str(),
                      best ? "*" : " ", p.name.substr(0, 56).c_str(), p.bytes / 1e6, p.averageBits, *p.hits,
                      static_cast<long long>(p.total), p.sqnrDb.value_or(0), p.seconds);
        out << line;
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
        points[i].name = recipes[i].name.empty() ? "recipe " + std::to_string(i + 1) : recipes[i].name;
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
