// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/sessionreader.h"

#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "files/jsonfile.h"
#include "image/image.h"
#include "model/architectures/architecture.h"
#include "session/layerviewjson.h"
#include "session/sessionjson.h"
#include "tasks/chosenmetric.h"

namespace quantscope {
namespace {

std::string rowOf(RunArchive& session, const char* what, int64_t number)
{
    return fmt::format("{}: {} {}", session.file().string(), what, number);
}

const Benchmark& benchmarkCalled(const std::string& id)
{
    for (const auto* row : benchmarks())
        if (row->id == id)
            return *row;
    return defaultBenchmark();
}

using Pictures = std::map<int64_t, EncodedImage>;

Pictures picturesOf(RunArchive& session)
{
    Pictures pictures;
    Statement rows(session.session(), "SELECT id, image FROM session_images");
    while (rows.step()) {
        const auto bytes = rows.blob(1);
        if (!isKnownImage(bytes))
            throw Error(rowOf(session, "picture", rows.integer(0)) + " is no image");
        pictures[rows.integer(0)] = std::make_shared<const std::vector<uint8_t>>(bytes.begin(), bytes.end());
    }
    return pictures;
}

int64_t numberOf(RunArchive& session, const std::string& run)
{
    Statement row(session.session(), "SELECT id FROM runs WHERE record_id = ?");
    if (!row.bind(1, std::string_view(run)).step())
        throw Error(session.file().string() + ": there is no run " + run);
    return row.integer(0);
}

// Only how images are cut follows from it: one that this version cannot read is none.
ModelConfig configOf(const SessionPlace& place)
{
    try {
        if (!place.modelConfig.empty())
            return parseModelConfig(parseJson(place.modelConfig, "config.json"), "config.json");
    } catch (const Error&) {
    }
    return {};
}

bool ranAt(const RunSummary& run, const SessionPlace& place)
{
    return run.dataHash == place.dataHash && run.data == place.data &&
        (run.modelHash.empty() || run.modelHash == place.modelHash);
}

std::string factOf(RunArchive& session, const char* name)
{
    Statement row(session.session(), "SELECT value FROM session_facts WHERE name = ?");
    return row.bind(1, std::string_view(name)).step() ? row.text(0) : std::string();
}

}

std::vector<SessionPlace> sessionPlaces(RunArchive& session)
{
    std::vector<SessionPlace> places;
    Statement rows(session.session(), "SELECT id, place FROM session_places ORDER BY id");
    while (rows.step()) {
        const auto where = rowOf(session, "place", rows.integer(0));
        places.push_back(placeFromJson(parseJson(rows.text(1), where), where));
        places.back().id = rows.integer(0);
    }
    return places;
}

std::optional<SessionPlace> sessionPlaceOf(RunArchive& session, const std::string& run)
{
    const auto summary = session.summary(run);
    for (auto& place : sessionPlaces(session))
        if (ranAt(summary, place))
            return std::move(place);
    return {};
}

ModelOutline sessionOutline(RunArchive& session, const SessionPlace& place)
{
    ModelOutline outline;
    outline.name = place.model;
    outline.elements = place.elements;
    outline.config = configOf(place);
    for (const auto& run : session.list()) {
        if (!ranAt(run, place) || run.recipeHash.empty())
            continue;
        for (const auto& layer : session.load(run.id).layers)
            outline.layers.push_back(layer.layer);
        if (!outline.layers.empty())
            break;
    }
    return outline;
}

Dataset sessionQuestions(RunArchive& session, const SessionPlace& place)
{
    Dataset data;
    data.name = place.data;
    data.benchmark = &benchmarkCalled(place.benchmark);
    data = withMetric(std::move(data), findMetric(place.metric) ? place.metric : std::string());
    const auto pictures = picturesOf(session);
    Statement rows(session.session(), "SELECT row, question FROM session_questions WHERE place = ? ORDER BY row");
    for (rows.bind(1, place.id); rows.step();) {
        const auto where = rowOf(session, "question", rows.integer(0));
        auto saved = savedQuestionFromJson(parseJson(rows.text(1), where), where);
        for (const auto number : saved.images) {
            const auto it = pictures.find(number);
            if (it == pictures.end())
                throw Error(where + fmt::format(": there is no picture {}", number));
            saved.question.images.push_back(it->second);
        }
        data.questions.push_back(std::move(saved.question));
    }
    return data;
}

std::vector<LayerIndex> sessionLayers(RunArchive& session, const std::string& run)
{
    std::vector<LayerIndex> layers;
    Statement rows(session.session(), "SELECT layer FROM session_layers WHERE run = ? ORDER BY layer");
    for (rows.bind(1, numberOf(session, run)); rows.step();)
        layers.push_back(static_cast<LayerIndex>(rows.integer(0)));
    return layers;
}

bool hasSessionLayers(RunArchive& session, const std::string& run)
{
    return !sessionLayers(session, run).empty();
}

LayerView sessionLayer(RunArchive& session, const RunRecord& run, LayerIndex layer)
{
    const auto where = fmt::format("{}: distributions of layer {}", session.file().string(), layer);
    Statement row(session.session(), "SELECT view FROM session_layers WHERE run = ? AND layer = ?");
    row.bindAll(numberOf(session, run.id), int64_t(layer));
    if (!row.step() || layer < 0 || static_cast<size_t>(layer) >= run.layers.size())
        throw Error(where + " are not in it");
    auto view = layerViewFromJson(parseJson(row.text(0), where), where);
    const auto& report = run.layers[static_cast<size_t>(layer)];
    view.layer = report.layer;
    view.scheme = report.scheme;
    return view;
}

SessionFacts sessionFacts(RunArchive& session)
{
    auto& database = session.session();
    SessionFacts facts{factOf(session, "quantscope"), factOf(session, "created"), 0, 0, 0};
    facts.runs = database.integer("SELECT count(*) FROM runs");
    facts.images = database.integer("SELECT count(*) FROM session_images");
    facts.layers = database.integer("SELECT count(*) FROM session_layers");
    return facts;
}

}
