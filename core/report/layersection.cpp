// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/sections.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/core.h>

#include "base/csv.h"
#include "base/text.h"
#include "report/figures.h"

namespace quantscope {
namespace {

constexpr size_t shownWorst = 12;

using Curve = std::vector<std::optional<double>>;

const LayerReport* layerCalled(const RunRecord& run, const std::string& name)
{
    const auto it = std::find_if(run.layers.begin(), run.layers.end(),
                                 [&](const LayerReport& report) { return report.layer.name == name; });
    return it == run.layers.end() ? nullptr : &*it;
}

std::string layerBits(const LayerReport& report)
{
    const auto bits = [](int n) { return n < 16 ? std::to_string(n) : std::string("16"); };
    return "W" + bits(report.scheme.weightBits) + "A" + bits(report.scheme.activationBits);
}

std::string towerTitle(const ReportWork& work, Tower tower)
{
    switch (tower) {
    case Tower::Vision: return work.say(message("report.tower_vision"));
    case Tower::Projector: return work.say(message("report.tower_projector"));
    case Tower::Llm: return work.say(message("report.tower_llm"));
    }
    return {};
}

std::vector<LayerFigure::Part> towerParts(const ReportWork& work, const LayerCurves& curves)
{
    std::vector<LayerFigure::Part> parts;
    std::optional<Tower> before;
    for (size_t i = 0; i < curves.layers.size(); ++i)
        for (const auto& run : work.runs.records)
            if (const auto* report = layerCalled(run, curves.layers[i])) {
                if (before != report->layer.tower)
                    parts.push_back({towerTitle(work, report->layer.tower), i});
                before = report->layer.tower;
                break;
            }
    return parts;
}

std::string lowestOf(const ReportWork& work, const LayerFigure& figure, const std::vector<std::string>& layers)
{
    std::vector<std::string> texts;
    for (size_t run = 0; run < figure.values.size(); ++run) {
        size_t worst = layers.size();
        for (size_t i = 0; i < figure.values[run].size(); ++i)
            if (const auto& value = figure.values[run][i];
                value && (worst == layers.size() || *value < *figure.values[run][worst]))
                worst = i;
        if (worst < layers.size())
            texts.push_back(work.say(message("report.lowest_layer",
                                             {{"run", figure.runs[run]},
                                              {"layer", shortLayerName(layers[worst])},
                                              {"value", *figure.values[run][worst], NumberFormat::Decibels}})));
    }
    return figure.title + ". " + listed(texts);
}

void addLayerFigure(const ReportWork& work, const char* id, const Message& title, const LayerCurves& curves,
                    const std::vector<Curve>& values)
{
    LayerFigure figure{work.say(title),
                       work.say(message("report.axis_sqnr")),
                       work.say(message("report.axis_layer", {{"count", curves.layers.size()}})),
                       work.say(message("report.upper_edge")),
                       {},
                       {},
                       towerParts(work, curves)};
    // Colours are those of the runs everywhere: one that was not measured keeps its place.
    figure.runs = work.markedNames();
    figure.values = values;
    const auto picture = drawLayers(figure);
    work.add(ReportFigure{id, work.say(message("report.layers_figure_caption")), lowestOf(work, figure, curves.layers),
                          picture.markup(), picture.width(), picture.height()});
}

double lowestValue(const std::vector<Curve>& curves, size_t layer)
{
    double lowest = HUGE_VAL;
    for (const auto& curve : curves)
        if (curve[layer])
            lowest = std::min(lowest, *curve[layer]);
    return lowest;
}

// What a table shows of each run.
enum class Shown { Alone, Everything };

std::vector<ReportColumn> layerColumns(const ReportWork& work, Shown shown)
{
    std::vector<ReportColumn> columns{{work.say(message("report.column_layer"))}};
    for (size_t run = 0; run < work.runs.records.size(); ++run) {
        const auto of = [&](const Message& title) {
            return work.isComparison() ? runLetter(run) + ": " + work.say(title) : work.say(title);
        };
        if (shown == Shown::Everything)
            columns.push_back({of(message("report.column_bits"))});
        columns.push_back({of(message("report.column_alone")), true});
        if (shown == Shown::Everything)
            columns.push_back({of(message("report.column_accumulated")), true});
    }
    return columns;
}

std::vector<ReportCell> layerCells(const ReportWork& work, const LayerCurves& curves, size_t layer, Shown shown)
{
    std::vector<ReportCell> row{{shortLayerName(curves.layers[layer]), curves.layers[layer]}};
    for (size_t run = 0; run < work.runs.records.size(); ++run) {
        const auto* report = layerCalled(work.runs.records[run], curves.layers[layer]);
        if (shown == Shown::Everything)
            row.push_back(report ? ReportCell{layerBits(*report)} : ReportCell{"–", " "});
        row.push_back(decibelCell(work, curves.isolatedDb[run][layer]));
        if (shown == Shown::Everything)
            row.push_back(decibelCell(work, curves.accumulatedDb[run][layer]));
    }
    return row;
}

// Of several runs side by side one value each has room on paper.
void addWorst(const ReportWork& work, const LayerCurves& curves)
{
    std::vector<size_t> order(curves.layers.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
        return lowestValue(curves.isolatedDb, a) < lowestValue(curves.isolatedDb, b);
    });
    std::erase_if(order, [&](size_t layer) { return !std::isfinite(lowestValue(curves.isolatedDb, layer)); });
    order.resize(std::min(order.size(), shownWorst));
    if (order.empty())
        return;
    const auto shown = work.isComparison() ? Shown::Alone : Shown::Everything;
    ReportTable table{"worst-layers", work.say(message("report.worst_caption")), layerColumns(work, shown), {}};
    for (const auto layer : order)
        table.rows.push_back(layerCells(work, curves, layer, shown));
    work.add(std::move(table));
}

void addAll(const ReportWork& work, const LayerCurves& curves)
{
    ReportTable table{"layers",
                      work.say(message("report.layers_caption", {{"count", curves.layers.size()}})),
                      layerColumns(work, Shown::Everything),
                      {}};
    table.isLong = true;
    for (size_t layer = 0; layer < curves.layers.size(); ++layer)
        table.rows.push_back(layerCells(work, curves, layer, Shown::Everything));
    work.add(std::move(table));
}

std::string gridText(const ReportWork& work, const GridView& grid)
{
    auto text = work.say(message("report.grid",
                                 {{"levels", grid.levels()},
                                  {"step", grid.scale},
                                  {"low", grid.level(grid.low)},
                                  {"high", grid.level(grid.high)},
                                  {"clipped", 100 * grid.clippedShare}}));
    if (grid.grids > 1)
        text += " " + work.say(message("report.one_of_grids", {{"count", grid.grids}}));
    return grid.perToken ? text + " " + work.say(message("report.grid_per_token")) : text;
}

HistogramFigure weightFigure(const ReportWork& work, const LayerView& view, const std::string& title, size_t run)
{
    HistogramFigure figure{
        title, work.say(message("report.axis_weight")), work.say(message("report.axis_count")), {}, {}};
    figure.curves.push_back({work.say(message("report.weights_after")), view.weight.after, runLine(run), true});
    figure.curves.push_back({work.say(message("report.weights_before")), view.weight.before, axisLook(), false});
    if (view.weight.grid)
        figure.grids.push_back({gridText(work, *view.weight.grid), *view.weight.grid, {"s1", "#d55e00"}});
    return figure;
}

HistogramFigure inputFigure(const ReportWork& work, const InputView& input, const std::string& title)
{
    HistogramFigure figure{
        title, work.say(message("report.axis_input")), work.say(message("report.axis_count")), {}, {}};
    const bool inDecoder = !input.image.empty() && !input.text.empty();
    const auto image = inDecoder ? message("report.inputs_image") : message("report.inputs_after");
    if (!input.image.empty())
        figure.curves.push_back({work.say(image), input.image, runLine(0), true});
    if (!input.text.empty())
        figure.curves.push_back({work.say(inDecoder ? message("report.inputs_text") : message("report.inputs_after")),
                                 input.text,
                                 {"s2", "#009e73"},
                                 true});
    figure.curves.push_back({work.say(message("report.inputs_before")), input.before, axisLook(), false});
    if (input.grid)
        figure.grids.push_back({gridText(work, *input.grid), *input.grid, {"s1", "#d55e00"}});
    if (input.imageGrid)
        figure.grids.push_back({work.say(message("report.image_grid")) + gridText(work, *input.imageGrid),
                                *input.imageGrid,
                                {"s3", "#b0568c"}});
    return figure;
}

void addHistogram(const ReportWork& work, const std::string& id, const HistogramFigure& figure)
{
    std::vector<std::string> grids;
    for (const auto& grid : figure.grids)
        grids.push_back(grid.text);
    const auto said = grids.empty() ? work.say(message("report.not_quantized")) : listed(grids);
    const auto picture = drawHistogram(figure);
    work.add(ReportFigure{id, figure.title + ". " + said, figure.title + ". " + said, picture.markup(), picture.width(),
                          picture.height()});
}

void addView(const ReportWork& work, const LayerView& view, size_t run)
{
    const auto name = shortLayerName(view.layer.name);
    const auto mark = work.isComparison() ? runLetter(run) + ": " : std::string();
    const auto id = name + (work.isComparison() ? "-" + runLetter(run) : "");
    addHistogram(work, "weights-" + id,
                 weightFigure(work, view, mark + work.say(message("report.weights_of", {{"layer", name}})), run));
    if (view.input)
        addHistogram(work, "inputs-" + id,
                     inputFigure(work, *view.input, mark + work.say(message("report.inputs_of", {{"layer", name}}))));
}

}

void addLayers(const ReportWork& work)
{
    const auto curves = layerCurves(work.runs.records);
    if (curves.layers.empty())
        return;
    work.heading("layers", message("report.layers"));
    const auto isMeasured = [](const Curve& curve) {
        return std::any_of(curve.begin(), curve.end(), [](const auto& value) { return value.has_value(); });
    };
    if (std::none_of(curves.isolatedDb.begin(), curves.isolatedDb.end(), isMeasured)) {
        work.paragraph(message("report.nothing_measured"));
    } else {
        work.paragraph(message("report.sqnr_meaning"), true);
        addLayerFigure(work, "sqnr-alone", message("report.layers_alone"), curves, curves.isolatedDb);
        addLayerFigure(work, "sqnr-accumulated", message("report.layers_accumulated"), curves, curves.accumulatedDb);
        addWorst(work, curves);
    }
    addAll(work, curves);
}

void addDistributions(const ReportWork& work, const Progress& progress)
{
    const auto& names = work.input.choices.layers;
    if (names.empty())
        return;
    work.heading("distributions", message("report.distributions"));
    for (size_t run = 0; run < work.input.runs.size(); ++run) {
        progress.step(static_cast<double>(run) / static_cast<double>(work.input.runs.size()), "draw distributions");
        const auto& reported = work.input.runs[run];
        for (const auto& view : reported.layers)
            addView(work, view, run);
        if (reported.layers.empty())
            work.paragraph(reported.record.imported || reported.record.layers.empty()
                               ? message("report.run_without_layers", {{"run", work.markedName(run)}})
                               : message("report.layers_not_at_hand", {{"run", work.markedName(run)}}),
                           true);
    }
}

}
