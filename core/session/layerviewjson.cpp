// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/layerviewjson.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "base/jsonfield.h"
#include "files/base64.h"

namespace quantscope {
namespace {

static_assert(std::endian::native == std::endian::little, "lists of floats lie in files as in memory");

constexpr int64_t savedBins = 512, savedCells = 80;
constexpr size_t mostBins = 1 << 16;
constexpr int64_t mostChannels = int64_t(1) << 24; // of a list
constexpr int mostCode = 1 << 16;
constexpr double mostCount = 1e18, mostReal = 1e300;

Histogram coarse(const Histogram& histogram)
{
    auto bins = static_cast<int64_t>(histogram.counts.size());
    while (bins > savedBins && bins % 2 == 0)
        bins /= 2;
    return bins < static_cast<int64_t>(histogram.counts.size()) ? histogram.coarser(bins) : histogram;
}

// The largest of each two cells by two.
HeatMap halved(const HeatMap& map, bool rows, bool columns)
{
    HeatMap half = map;
    const int64_t tall = rows ? 2 : 1, wide = columns ? 2 : 1;
    half.cellRows = (map.cellRows + tall - 1) / tall;
    half.cellColumns = (map.cellColumns + wide - 1) / wide;
    half.cells.assign(static_cast<size_t>(half.cellRows * half.cellColumns), 0.0f);
    for (int64_t row = 0; row < map.cellRows; ++row)
        for (int64_t column = 0; column < map.cellColumns; ++column) {
            auto& cell = half.cells[static_cast<size_t>(row / tall * half.cellColumns + column / wide)];
            cell = std::max(cell, map.cells[static_cast<size_t>(row * map.cellColumns + column)]);
        }
    return half;
}

nlohmann::json floatsToJson(const std::vector<float>& values)
{
    return encodeBase64({reinterpret_cast<const uint8_t*>(values.data()), values.size() * sizeof(float)});
}

std::vector<float> floatsFrom(const JsonFields& fields, const char* name)
{
    const auto bytes = decodeBase64(fields.text(name, ""));
    if (!bytes || bytes->size() % sizeof(float) != 0 ||
        bytes->size() / sizeof(float) > static_cast<size_t>(mostChannels))
        throw Error(fields.place(name) + ": expected a list of floats in base64");
    std::vector<float> values(bytes->size() / sizeof(float));
    if (!values.empty())
        std::memcpy(values.data(), bytes->data(), bytes->size());
    if (!std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); }))
        throw Error(fields.place(name) + ": has a value that is no number");
    return values;
}

// Counts are whole numbers, and shorter as such.
nlohmann::json histogramToJson(const Histogram& histogram)
{
    auto counts = nlohmann::json::array();
    for (const double count : histogram.counts)
        if (count >= 0 && count < mostCount && count == std::floor(count) && !std::signbit(count))
            counts.push_back(static_cast<uint64_t>(count));
        else
            counts.push_back(count);
    return {{"low", histogram.low}, {"high", histogram.high}, {"counts", std::move(counts)}};
}

Histogram histogramFrom(const JsonFields& fields)
{
    Histogram histogram;
    const auto& counts = fields.required("counts");
    if (!counts.is_array() || counts.size() > mostBins)
        throw Error(fields.place("counts") + ": expected a list of at most " + std::to_string(mostBins) + " counts");
    for (const auto& count : counts) {
        if (!count.is_number() || !(count.get<double>() >= 0 && count.get<double>() <= mostCount))
            throw Error(fields.place("counts") + ": expected counts, found " + JsonFields::found(count));
        histogram.counts.push_back(count.get<double>());
    }
    histogram.low = fields.number("low", -mostReal, mostReal, 0);
    histogram.high = fields.number("high", -mostReal, mostReal, 0);
    if (!histogram.empty() && !(histogram.low < histogram.high))
        throw Error(fields.place("high") + ": lies not above 'low'");
    return histogram;
}

nlohmann::json gridToJson(const std::optional<GridView>& grid)
{
    if (!grid)
        return {};
    return {{"scale", grid->scale},       {"zero", grid->zero},   {"low", grid->low},
            {"high", grid->high},         {"grids", grid->grids}, {"clipped", grid->clippedShare},
            {"per_token", grid->perToken}};
}

std::optional<GridView> gridFrom(const JsonFields& view, const char* name)
{
    if (!view.has(name))
        return {};
    const auto fields = view.object(name);
    GridView grid;
    grid.scale = fields.number("scale", 0, mostReal, 1);
    grid.zero = fields.number("zero", -mostReal, mostReal, 0);
    grid.low = static_cast<int>(fields.integer("low", -mostCode, mostCode));
    grid.high = static_cast<int>(fields.integer("high", grid.low, grid.low + mostCode));
    grid.grids = fields.integer("grids", 1, INT64_MAX, 1);
    grid.clippedShare = fields.number("clipped", 0, 1, 0);
    grid.perToken = fields.boolean("per_token", false);
    return grid;
}

nlohmann::json mapToJson(const std::optional<HeatMap>& map)
{
    if (!map)
        return {};
    return {{"rows", map->rows},
            {"columns", map->columns},
            {"cell_rows", map->cellRows},
            {"cell_columns", map->cellColumns},
            {"cells", floatsToJson(map->cells)}};
}

std::optional<HeatMap> mapFrom(const JsonFields& view, const char* name)
{
    if (!view.has(name))
        return {};
    const auto fields = view.object(name);
    HeatMap map;
    map.rows = fields.integer("rows", 1, mostChannels);
    map.columns = fields.integer("columns", 1, mostChannels);
    map.cellRows = fields.integer("cell_rows", 1, std::min<int64_t>(map.rows, savedCells));
    map.cellColumns = fields.integer("cell_columns", 1, std::min<int64_t>(map.columns, savedCells));
    map.cells = floatsFrom(fields, "cells");
    if (static_cast<int64_t>(map.cells.size()) != map.cellRows * map.cellColumns)
        throw Error(fields.place("cells") + ": has not as many values as there are cells");
    return map;
}

}

LayerView forSession(LayerView view)
{
    view.preview.reset();
    auto& weight = view.weight;
    weight.before = coarse(weight.before);
    weight.after = coarse(weight.after);
    while (weight.error && std::max(weight.error->cellRows, weight.error->cellColumns) > savedCells)
        weight.error =
            halved(*weight.error, weight.error->cellRows > savedCells, weight.error->cellColumns > savedCells);
    if (view.input)
        for (auto* histogram : {&view.input->before, &view.input->image, &view.input->text})
            *histogram = coarse(*histogram);
    return view;
}

nlohmann::json layerViewToJson(const LayerView& view)
{
    const auto& weight = view.weight;
    nlohmann::json json{{"weight",
                         {{"rows", weight.rows},
                          {"before", histogramToJson(weight.before)},
                          {"after", histogramToJson(weight.after)},
                          {"grid", gridToJson(weight.grid)},
                          {"channel_max_before", floatsToJson(weight.columnMaxBefore)},
                          {"channel_max_after", floatsToJson(weight.columnMaxAfter)},
                          {"error", mapToJson(weight.error)}}}};
    if (!view.input)
        return json;
    const auto& input = *view.input;
    json["input"] = {{"before", histogramToJson(input.before)},
                     {"image", histogramToJson(input.image)},
                     {"text", histogramToJson(input.text)},
                     {"grid", gridToJson(input.grid)},
                     {"image_grid", gridToJson(input.imageGrid)},
                     {"channel_max_before", floatsToJson(input.channelMaxBefore)},
                     {"channel_max_after", floatsToJson(input.channelMaxAfter)}};
    return json;
}

LayerView layerViewFromJson(const nlohmann::json& json, const std::string& where)
{
    const JsonFields fields(json, where);
    LayerView view;
    const auto part = fields.object("weight");
    auto& weight = view.weight;
    weight.rows = part.integer("rows", 1, mostChannels);
    weight.before = histogramFrom(part.object("before"));
    weight.after = histogramFrom(part.object("after"));
    weight.grid = gridFrom(part, "grid");
    weight.columnMaxBefore = floatsFrom(part, "channel_max_before");
    weight.columnMaxAfter = floatsFrom(part, "channel_max_after");
    weight.error = mapFrom(part, "error");
    if (!fields.has("input"))
        return view;
    const auto inputs = fields.object("input");
    auto& input = view.input.emplace();
    input.before = histogramFrom(inputs.object("before"));
    input.image = histogramFrom(inputs.object("image"));
    input.text = histogramFrom(inputs.object("text"));
    input.grid = gridFrom(inputs, "grid");
    input.imageGrid = gridFrom(inputs, "image_grid");
    input.channelMaxBefore = floatsFrom(inputs, "channel_max_before");
    input.channelMaxAfter = floatsFrom(inputs, "channel_max_after");
    return view;
}

double layerViewBytes(const Layer& layer)
{
    constexpr double perBin = 3, perFloat = 16.0 / 3, histograms = 5, lists = 4, frame = 800;
    const auto side = [](int64_t channels) { return static_cast<double>(std::min(channels, savedCells)); };
    return histograms * static_cast<double>(savedBins) * perBin +
        perFloat * (lists * static_cast<double>(layer.in) + side(layer.in) * side(layer.out)) + frame;
}

}
