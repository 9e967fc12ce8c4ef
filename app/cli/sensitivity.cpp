// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/searchcommands.h"

#include <ostream>

#include <fmt/core.h>

#include "bitalloc/measuresensitivity.h"
#include "cli/console.h"
#include "cli/protocollines.h"
#include "files/atomicfile.h"
#include "log/log.h"
#include "run/protocolworkspace.h"

namespace quantscope::cli {
namespace {

void printScores(const SensitivityTable& table, std::ostream& out)
{
    for (const auto& measured : table.measures) {
        const auto& measure = sensitivityMeasure(measured.measure);
        out << measure.title << (measure.unit.empty() ? "" : " (" + std::string(measure.unit) + ")") << "\n";
        out << fmt::format("  {:<60}", "group");
        for (const int bits : table.bits)
            out << fmt::format(" {:>8} bit", bits);
        out << "\n";
        for (size_t g = 0; g < table.groups.size(); ++g) {
            out << fmt::format("  {:<60}", table.groups[g].name.substr(0, 60));
            for (const double score : measured.rows[g])
                out << fmt::format(" {:>12.5g}", score);
            out << "\n";
        }
    }
}

void printAgreement(const SensitivityTable& table, std::ostream& out)
{
    if (table.measures.size() < 2)
        return;
    out << "rank agreement\n";
    for (const int bits : table.bits)
        for (const auto& pair : rankAgreement(table, bits))
            out << fmt::format("  {} bits  {:<14} {:<14}  Spearman {:>6.3f}  Kendall {:>6.3f}\n", bits, pair.a, pair.b,
                               pair.spearman, pair.kendall);
}

}

SensitivityTable measured(const Options& o, const Workspace& bench, const Recipe& recipe,
                          std::vector<std::string> measures, const Progress& progress)
{
    SensitivityOptions options;
    options.threads = threadCount(o);
    options.bits = o.search.bits;
    options.measures = std::move(measures);
    options.questions = o.search.questions;
    options.cache = bench.caches.stages.get();
    return measureSensitivity(bench.loaded, recipe, *bench.calibration, options, progress);
}

void sensitivity(const Options& o, std::ostream& out)
{
    const auto recipe = chosenRecipe(o);
    if (!o.out.empty())
        prepareOutputFolder(o.out);
    sayProtocol(o, recipe);
    const auto bench = underProtocol(openWorkspace(o, &recipe), recipe.protocol);
    SensitivityTable table;
    {
        ProgressLine line;
        table = measured(o, bench, recipe, o.search.measures, line.progress());
    }
    printScores(table, out);
    printAgreement(table, out);
    out << factsLine(startRecord(bench, specOf(o, bench, recipe)).protocol) << "\n";
    if (o.out.empty())
        return;
    const auto& layers = bench.loaded.model.layers;
    writeAtomically(o.out / "sensitivity.json", sensitivityToJson(table, layers).dump(2) + "\n");
    writeAtomically(o.out / "sensitivity.csv", sensitivityToCsv(table, layers));
    logInfo("written to " + o.out.string());
}

}
