// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/reportreader.h"

#include <functional>
#include <limits>

#include "base/jsonfield.h"
#include "files/jsonfile.h"
#include "files/mappedfile.h"
#include "quant/protocol.h"
#include "record/recordjson.h"
#include "record/report.h"
#include "tasks/rowindex.h"

namespace quantscope {
namespace {

constexpr int64_t mostRows = int64_t(1) << 32, mostSize = int64_t(1) << 40;
constexpr size_t mostEntries = size_t(1) << 20; // of one list
constexpr uint64_t mostBytes = uint64_t(256) << 20; // of predictions.jsonl

const nlohmann::json& listOf(const JsonFields& fields, const char* name)
{
    static const nlohmann::json none = nlohmann::json::array();
    if (!fields.has(name))
        return none;
    const auto& list = fields.required(name);
    if (!list.is_array() || list.size() > mostEntries)
        throw Error(fields.place(name) + ": expected a list of at most " + std::to_string(mostEntries) + " entries");
    return list;
}

void forEach(const JsonFields& fields, const char* name, const std::function<void(const JsonFields&)>& read)
{
    size_t i = 0;
    for (const auto& entry : listOf(fields, name))
        read(JsonFields(entry, fields.place(name) + "[" + std::to_string(i++) + "]"));
}

// Of a stage, a role or a tower: `find` gives nothing for a word that does not exist.
template <typename F> auto wordOf(const std::string& word, const std::string& place, F find)
{
    const auto found = find(word);
    if (!found)
        throw Error(place + ": '" + word + "' is not known");
    return *found;
}

// An error of exactly zero is null.
double decibels(const JsonFields& fields, const char* name)
{
    return fields.number(name, std::numeric_limits<double>::infinity());
}

std::vector<CategoryScore> categoriesFrom(const JsonFields& fields, const char* name)
{
    std::vector<CategoryScore> scores;
    forEach(fields, name, [&](const JsonFields& entry) {
        scores.push_back({entry.text("name", ""), entry.number("hits", 0), entry.integer("total", 0, mostRows, 0)});
    });
    return scores;
}

Score scoreFrom(const JsonFields& fields)
{
    Score score;
    score.metric = fields.text("metric", "");
    score.unscored = fields.integer("unscored", 0, mostRows, 0);
    score.failed = fields.integer("failed", 0, mostRows, 0);
    score.splits = categoriesFrom(fields, "splits");
    forEach(fields, "figures", [&](const JsonFields& entry) {
        score.figures.push_back({entry.text("name", ""), entry.text("part", ""), entry.number("value", 0)});
    });
    score.correct = fields.number("hits", 0);
    score.total = fields.integer("total", 0, mostRows, 0);
    score.finalScore = fields.number("final_score", 0);
    score.finalScoreNorm = fields.number("final_score_norm", 0);
    score.categories = categoriesFrom(fields, "categories");
    score.groups = categoriesFrom(fields, "groups");
    return score;
}

void readModality(const JsonFields& layer, const char* name, std::optional<ErrorMetrics>& alone,
                  std::optional<ErrorMetrics>& withAll)
{
    if (!layer.has(name))
        return;
    const auto fields = layer.object(name);
    alone.emplace();
    alone->sqnrDb = decibels(fields, "output_sqnr_db");
    alone->cosine = fields.number("output_cosine", 1);
    alone->relativeMse = fields.number("output_relative_mse", 0);
    withAll.emplace();
    withAll->sqnrDb = decibels(fields, "accumulated_sqnr_db");
    withAll->cosine = fields.number("accumulated_cosine", 1);
    withAll->relativeMse = fields.number("accumulated_relative_mse", 0);
}

LayerError errorFrom(const JsonFields& fields)
{
    LayerError error;
    error.isolated.sqnrDb = decibels(fields, "output_sqnr_db");
    error.isolated.cosine = fields.number("output_cosine", 1);
    error.isolated.mse = fields.number("output_mse", 0);
    error.isolated.relativeMse = fields.number("output_relative_mse", 0);
    error.accumulated.sqnrDb = decibels(fields, "accumulated_sqnr_db");
    error.accumulated.cosine = fields.number("accumulated_cosine", 1);
    error.accumulated.mse = fields.number("accumulated_mse", 0);
    readModality(fields, "image_tokens", error.isolatedImage, error.accumulatedImage);
    readModality(fields, "text_tokens", error.isolatedText, error.accumulatedText);
    if (fields.has("logits_kl_nats")) {
        const auto logits = fields.object("logits_kl_nats");
        error.logits = LogitsDivergence{logits.number("text", 0), logits.number("prompt_end", 0)};
    }
    return error;
}

ActivationRange rangeFrom(const JsonFields& fields)
{
    return {static_cast<float>(fields.number("min", 0)), static_cast<float>(fields.number("max", 0))};
}

StaticGrid gridFrom(const JsonFields& fields)
{
    StaticGrid grid;
    grid.scale = static_cast<float>(fields.number("scale", 1));
    grid.zero = static_cast<float>(fields.number("zero_point", 0));
    return grid;
}

void readInput(const JsonFields& fields, LayerReport& report)
{
    if (fields.has("activation")) {
        report.range = rangeFrom(fields.object("activation"));
        report.grid = gridFrom(fields.object("activation"));
        report.scheme.activationStatic = true;
        report.scheme.observer = fields.object("activation").text("observer", report.scheme.observer);
    }
    if (fields.has("activation_image")) {
        report.imageRange = rangeFrom(fields.object("activation_image"));
        report.imageGrid = gridFrom(fields.object("activation_image"));
    }
    if (fields.has("activation_split"))
        report.rmsRange = rangeFrom(fields.object("activation_split"));
}

void readWeight(const JsonFields& fields, LayerReport& report)
{
    report.weight.quantized = report.scheme.quantizesWeight();
    if (!report.weight.quantized)
        return;
    report.scheme.weightMethod = fields.text("weight_method", report.scheme.weightMethod);
    report.weight.weightSqnrDb = decibels(fields, "weight_sqnr_db");
    report.weight.hessianLoss = fields.number("hessian_loss", 0);
    report.weight.damping = fields.number("damping", 0);
    report.weight.deadColumns = fields.integer("dead_columns", 0, mostSize, 0);
    report.rmsChannel = fields.integer("split_channel", -1, mostSize, -1);
    report.scheme.rms = report.rmsChannel >= 0;
    report.scheme.rmsBits = static_cast<int>(fields.integer("split_bits", 2, 16, 16));
}

Layer layerFrom(const JsonFields& fields)
{
    Layer layer;
    layer.name = fields.text("name", "");
    layer.tower = wordOf(fields.text("tower", ""), fields.place("tower"), towerFromId);
    layer.role = wordOf(fields.text("role", ""), fields.place("role"), roleFromId);
    layer.block = static_cast<int>(fields.integer("block", -1, 1 << 20, -1));
    const auto& shape = listOf(fields, "shape");
    if (shape.size() != 2)
        throw Error(fields.place("shape") + ": expected two numbers");
    layer.out = JsonFields::integerOf(shape[0], 0, mostSize, fields.place("shape"));
    layer.in = JsonFields::integerOf(shape[1], 0, mostSize, fields.place("shape"));
    return layer;
}

// Schemes from the recipe, and then what the report says itself.
std::vector<LayerReport> layersFrom(const JsonFields& report, const std::optional<Recipe>& recipe)
{
    std::vector<Layer> layers;
    forEach(report, "layers", [&](const JsonFields& fields) { layers.push_back(layerFrom(fields)); });
    const auto plan = recipe ? resolve(*recipe, layers) : Plan{std::vector<Scheme>(layers.size()), {}};
    std::vector<LayerReport> reports;
    forEach(report, "layers", [&](const JsonFields& fields) {
        LayerReport layer;
        layer.layer = layers[reports.size()];
        layer.scheme = plan.schemes.at(reports.size());
        layer.scheme.weightBits = static_cast<int>(fields.integer("weight_bits", 1, 32, 16));
        layer.scheme.activationBits = static_cast<int>(fields.integer("activation_bits", 1, 32, 16));
        readWeight(fields, layer);
        readInput(fields, layer);
        layer.error = errorFrom(fields);
        layer.measured = true;
        reports.push_back(std::move(layer));
    });
    return reports;
}

std::vector<size_t> rowsFrom(const JsonFields& fields, const char* name)
{
    std::vector<size_t> rows;
    for (const auto& row : listOf(fields, name))
        rows.push_back(static_cast<size_t>(JsonFields::integerOf(row, 0, mostRows, fields.place(name))));
    return rows;
}

std::vector<Message> sentencesFrom(const JsonFields& fields, const char* name)
{
    return messagesFromJson(listOf(fields, name), fields.place(name));
}

void readCalibration(const JsonFields& report, RunRecord& run)
{
    if (!report.has("calibration"))
        return;
    const auto fields = report.object("calibration");
    run.calibration = {fields.text("dataset", ""), rowsFrom(fields, "weight_rows"), rowsFrom(fields, "activation_rows"),
                       rowsFrom(fields, "error_rows")};
    run.calibrationFile = {run.calibration.dataset + ".tsv", fields.text("sha256", "")};
    run.calibrationOverlap = fields.integer("also_evaluated", 0, mostRows, 0);
}

void readEnvironment(const JsonFields& report, Environment& e)
{
    e.peakResidentBytes = report.integer("peak_rss_bytes", 0, INT64_MAX, 0);
    e.peakDeviceBytes = report.integer("peak_device_bytes", 0, INT64_MAX, 0);
    if (!report.has("environment"))
        return;
    const auto fields = report.object("environment");
    e.quantscope = fields.text("quantscope", "");
    e.libtorch = fields.text("libtorch", "");
    e.blas = fields.text("blas", "");
    e.processor = fields.text("processor", "");
    e.device = fields.text("device", "");
    e.dtype = fields.text("dtype", "");
    e.threads = static_cast<int>(fields.integer("threads", 1, 1 << 16, 1));
}

void readSources(const JsonFields& report, RunRecord& run)
{
    const auto model = report.object("model"), data = report.object("data");
    run.model = model.text("name", "");
    forEach(model, "files", [&](const JsonFields& use) {
        run.modelFiles.push_back({use.text("file", ""), use.text("sha256", "")});
    });
    run.data = data.text("name", "");
    run.dataFile = {run.data + ".tsv", data.text("sha256", "")};
    run.spec.subset = takeSubset(data.json(), data.where());
}

void readTimes(const JsonFields& report, RunRecord& run)
{
    forEach(report, "timings", [&](const JsonFields& timing) {
        run.timings.push_back(
            {wordOf(timing.text("stage", ""), timing.place("stage"), stageFromId), timing.number("seconds", 0)});
    });
    for (const auto& stage : listOf(report, "reused"))
        run.reused.push_back(
            wordOf(stage.is_string() ? stage.get<std::string>() : "", report.place("reused"), stageFromId));
    run.seconds = secondsOf(run);
}

void readSize(const JsonFields& report, SizeEstimate& size)
{
    if (!report.has("size"))
        return;
    const auto fields = report.object("size");
    size = {fields.number("float_bytes", 0), fields.number("bytes", 0), fields.number("bits_per_weight", 0)};
}

// Reports of earlier versions do not have it.
void readProtocol(const JsonFields& report, RunRecord& run)
{
    if (!report.has("protocol"))
        return;
    run.protocol = factsFromJson(report.required("protocol"), report.place("protocol"));
    if (!run.spec.recipe && !run.imported)
        run.spec.protocol = wordOf(run.protocol.protocol, report.place("protocol"), protocolFromId);
}

AskedQuestion questionFrom(const JsonFields& fields)
{
    AskedQuestion asked{fields.text("category", ""), fields.text("question", ""), {}};
    for (const auto& answer : listOf(fields, "answers")) {
        if (!answer.is_string())
            throw Error(fields.place("answers") + ": expected texts, found " + answer.dump());
        asked.answers.push_back(answer.get<std::string>());
    }
    return asked;
}

// Rows are counted as they stand: a report does not say at which row of the data an answer was.
void readPredictions(const std::filesystem::path& file, RunRecord& run)
{
    const auto mapped = MappedFile::open(file, mostBytes);
    auto text = mapped.text();
    for (size_t number = 1; !text.empty(); ++number) {
        const auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        const auto place = file.string() + ": line " + std::to_string(number);
        const auto json = nlohmann::json::parse(line, nullptr, false);
        if (json.is_discarded())
            throw Error(place + ": is not valid JSON");
        const JsonFields fields(json, place);
        Prediction prediction;
        prediction.row = run.predictions.size();
        prediction.index = indexFromJson(fields.required("index"), fields.place("index"));
        prediction.text = fields.text("prediction", "");
        prediction.score = fields.number("hit", 0);
        prediction.tokens = fields.integer("tokens", 0, mostRows, 0);
        run.predictions.push_back(std::move(prediction));
        run.asked.push_back(questionFrom(fields));
    }
}

}

RunRecord readRun(const std::filesystem::path& folder)
{
    const auto file = folder / "report.json";
    const auto json = readJsonObject(file);
    const JsonFields report(json, file.string());
    report.integer("schema", 1, reportSchema);
    RunRecord run;
    run.state = RunState::Complete;
    if (report.has("imported"))
        run.imported = importFromJson(report.required("imported"), report.place("imported"));
    else if (report.text("command", "run") != "eval") {
        run.spec.recipe = loadRecipe(folder / "recipe.json");
        run.name = run.spec.recipe->name;
    }
    readSources(report, run);
    run.layers = layersFrom(report, run.spec.recipe);
    run.score = scoreFrom(report.object("score"));
    if (report.has("float_score"))
        run.floatScore = scoreFrom(report.object("float_score"));
    run.warnings = sentencesFrom(report, "warnings");
    run.fallbacks = sentencesFrom(report, "fallbacks");
    readProtocol(report, run);
    readCalibration(report, run);
    readSize(report, run.size);
    readTimes(report, run);
    readEnvironment(report, run.environment);
    readPredictions(folder / "predictions.jsonl", run);
    return run;
}

}
