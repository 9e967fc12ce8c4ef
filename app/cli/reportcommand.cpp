// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/reportcommand.h"

#include <ostream>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include "archive/keptrun.h"
#include "cli/console.h"
#include "cli/workbench.h"
#include "layerview/runlayerview.h"
#include "log/log.h"
#include "mquant/runcommand.h"
#include "report/makereport.h"
#include "report/reportfiles.h"
#include "tasks/chosenmetric.h"

namespace quantscope::cli {
namespace {

// The same work as of the run, on the files as they are now. Its answers are known: none is asked for.
std::vector<LayerView> layersOf(const Options& o, const RunRecord& record, const Progress& progress)
{
    const auto layers = namedLayers(record, o.runs.report.layers);
    if (layers.empty() || record.imported)
        return {};
    auto options = o;
    const auto& spec = record.spec;
    options.model = o.runs.report.model;
    options.data = o.runs.data.empty() ? spec.sources.data : o.runs.data;
    options.calibrationData = spec.sources.calibration;
    options.metric = spec.sources.metric;
    options.loadGptq = spec.loadWeights;
    const auto workspace = openWorkspace(options, spec.recipe ? &*spec.recipe : nullptr);
    auto now = startRecord(workspace, spec);
    hashSources(now, workspace, progress);
    if (joinedHash(now.modelFiles) != joinedHash(record.modelFiles))
        throw Error(options.model.string() + ": is not the model of run " + record.id + ", " + record.model);
    auto execution = optionsOf(options);
    execution.profileInputs = true;
    execution.known = record.predictions;
    const auto result = execute(workspace, spec, {}, execution, progress);
    std::vector<LayerView> views;
    for (const auto layer : layers)
        views.push_back(viewLayerOf(result.models, layer));
    return views;
}

ReportInput inputOf(const Options& o, RunArchive& archive, const Progress& progress)
{
    const auto& wanted = o.runs.report;
    ReportInput input;
    input.choices = {wanted.language, wanted.layers, wanted.questions, static_cast<size_t>(wanted.mostQuestions),
                     wanted.title,    wanted.notes,  timeNow()};
    if (!o.runs.data.empty())
        input.data = std::make_shared<const Dataset>(loadDataset(o.runs.data));
    const bool isOne = o.runs.runs.size() == 1;
    for (const auto& name : o.runs.runs) {
        ReportedRun run{archive.load(archive.find(name)), {}, {}};
        const auto place = input.runs.size();
        run.command = runCommand(run.record, reportRecipeFile(isOne ? std::nullopt : std::optional<size_t>(place)));
        if (!wanted.model.empty())
            run.layers = layersOf(o, run.record, progress);
        input.runs.push_back(std::move(run));
    }
    return input;
}

}

void reportCommand(const Options& o, RunArchive& archive, std::ostream& out)
{
    const auto& wanted = o.runs.report;
    if (wanted.html.empty() && wanted.figures.empty() && wanted.tables.empty())
        throw Error("nothing to write: give --html, --figures or --tables");
    ProgressLine line;
    const auto input = inputOf(o, archive, line.progress());
    const auto document = makeReport(input, line.progress());
    line.clear();
    if (!wanted.html.empty()) {
        writeReportHtml(wanted.html, document);
        out << wanted.html.string() << "\n";
    }
    if (!wanted.figures.empty()) {
        writeReportFigures(wanted.figures, document);
        out << wanted.figures.string() << "\n";
    }
    if (wanted.tables.empty())
        return;
    std::vector<RunRecord> records;
    for (const auto& run : input.runs)
        records.push_back(run.record);
    writeReportTables(wanted.tables, document, records);
    out << wanted.tables.string() << "\n";
}

}
