#include <cstdio>
#include <ostream>

#include "analysis/measuresensitivity.h"
#include "cli/console.h"
#include "cli/searchcommands.h"
#include "io/atomicfile.h"
#include "log/log.h"

namespace quantscope::cli {
namespace {

void printScores(const SensitivityTable& table, std::ostream& out)
{
    char cell[64];
    for (const auto& measured : table.measures) {
        const auto& measure = sensitivityMeasure(measured.measure);
        out << measure.title << (measure.unit.empty() ? "" : " (" + std::string(measure.unit) + ")") << "\n";
        std::snprintf(cell, sizeof cell, "  %-60s", "group");
        out << cell;
        for (const int bits : table.bits) {
            std::snprintf(cell, sizeof cell, " %8d bit", bits);
            out << cell;
        }
        out << "\n";
        for (size_t g = 0; g < table.groups.size(); ++g) {
            std::snprintf(cell, sizeof cell, "  %-60s", table.groups[g].name.substr(0, 60).c_str());
            out << cell;
            for (const double score : measured.rows[g]) {
                std::snprintf(cell, sizeof cell, " %12.5g", score);
                out << cell;
            }
            out << "\n";
        }
    }
}

void printAgreement(const SensitivityTable& table, std::ostream& out)
{
    char line[160];
    if (table.measures.size() < 2)
        return;
    out << "rank agreement\n";
    for (const int bits : table.bits)
        for (const auto& pair : rankAgreement(table, bits)) {
            std::snprintf(line, sizeof line, "  %d bits  %-14s %-14s  Spearman %6.3f  Kendall %6.3f\n", bits,
                          pair.a.c_str(), pair.b.c_str(), pair.spearman, pair.kendall);
            out << line;
        }
}

}

SensitivityTable measured(const Options& o, const Workbench& bench, const Recipe& recipe,
                          std::vector<std::string> measures, const Progress& progress)
{
    SensitivityOptions options;
    options.threads = threadCount(o);
    options.bits = o.search.bits;
    options.measures = std::move(measures);
    options.questions = o.search.questions;
    options.cache = bench.caches.stages.get();
    return measureSensitivity(bench.bundle(), recipe, *bench.calibration, options, progress);
}

void sensitivity(const Options& o, std::ostream& out)
{
    const auto recipe = chosenRecipe(o);
    if (!o.out.empty())
        prepareOutputFolder(o.out);
    const auto bench = openWorkbench(o, recipe);
    SensitivityTable table;
    {
        ProgressLine line;
        table = measured(o, bench, recipe, o.search.measures, line.progress());
    }
    printScores(table, out);
    printAgreement(table, out);
    if (o.out.empty())
        return;
    const auto& sites = bench.bundle().model.sites;
    writeAtomically(o.out / "sensitivity.json", sensitivityToJson(table, sites).dump(2) + "\n");
    writeAtomically(o.out / "sensitivity.csv", sensitivityToCsv(table, sites));
    logInfo("written to " + o.out.string());
}

}
