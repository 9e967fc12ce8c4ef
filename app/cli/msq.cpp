// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/msq.h"

#include <ostream>
#include <set>

#include "cli/console.h"
#include "cli/protocollines.h"
#include "cli/workbench.h"
#include "files/atomicfile.h"
#include "log/log.h"
#include "messages/sentence.h"
#include "tasks/chosenmetric.h"

namespace quantscope::cli {
namespace {

ScaleResult resultOf(const RunRecord& record)
{
    ScaleResult result;
    result.correct = record.score.correct;
    result.total = record.score.total;
    summarizeLayers(result, record.layers);
    result.seconds = secondsOf(record);
    return result;
}

}

void msq(const Options& o, std::ostream& out)
{
    const auto variants = scaleVariants(o.scaleBits);
    if (!o.out.empty())
        prepareOutputFolder(o.out);
    std::vector<NamedRecipe> recipes;
    for (const auto& variant : variants)
        recipes.push_back({variant.model + " " + variant.scales, variant.recipe});
    sayProtocols(o, recipes);
    const auto bench = openWorkspace(o, &variants.back().recipe);
    std::vector<ScaleResult> results;
    std::vector<NamedLine> facts;
    std::set<std::string> notes;
    ProgressLine line;
    for (size_t i = 0; i < variants.size(); ++i) {
        const auto part =
            partOf(line.progress(), double(i) / double(variants.size()), double(i + 1) / double(variants.size()));
        const auto record = runOn(o, bench, variants[i].recipe, part);
        results.push_back(resultOf(record));
        facts.push_back({recipes[i].name, factsLine(record.protocol)});
        for (const auto* list : {&record.warnings, &record.fallbacks})
            for (const auto& m : *list)
                if (!isAssumption(m)) // said when the benchmark was opened
                    notes.insert(englishText(m));
        if (!o.out.empty())
            writeAtomically(o.out / "msq.csv", scaleCsv(variants, results));
    }
    line.clear();
    for (const auto& note : notes)
        logWarning(note);
    out << scaleTable(variants, results);
    for (const auto& text : linesOnce(facts))
        out << text << "\n";
    if (!o.out.empty())
        logInfo("written to " + (o.out / "msq.csv").string());
}

}
