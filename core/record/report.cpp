// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/report.h"

#include <algorithm>
#include <cmath>
#include <fstream>

#include "base/csv.h"
#include "files/atomicfile.h"
#include "files/sha256.h"
#include "messages/sentence.h"
#include "quant/protocol.h"
#include "record/recordjson.h"
#include "tasks/rowindex.h"

namespace quantscope {
namespace {

constexpr auto layersFile = "layers.csv";
constexpr std::string_view layersBegin = "name,tower,block,role,"; // as they have begun in all versions

nlohmann::json categoriesToJson(const std::vector<CategoryScore>& scores)
{
    nlohmann::json list = nlohmann::json::array();
    for (const auto& score : scores)
        list.push_back({{"name", score.name}, {"hits", score.correct}, {"total", score.total}});
    return list;
}

// JSON has no infinity: an error of exactly zero is null.
nlohmann::json decibels(double value)
{
    return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json();
}

nlohmann::json activationToJson(const ActivationRange& range, const StaticGrid& grid, const Scheme& scheme)
{
    return {{"min", range.min},
            {"max", range.max},
            {"scale", grid.scale},
            {"zero_point", grid.zero},
            {"observer", scheme.observer}};
}

nlohmann::json layerToJson(const LayerReport& layer)
{
    const auto& s = layer.scheme;
    const auto& isolated = layer.error.isolated;
    const auto& accumulated = layer.error.accumulated;
    nlohmann::json json{
        {"name", layer.layer.name},
        {"tower", towerId(layer.layer.tower)},
        {"block", layer.layer.block},
        {"role", roleId(layer.layer.role)},
        {"shape", {layer.layer.out, layer.layer.in}},
        {"weight_bits", s.weightBits},
        {"activation_bits", s.activationBits},
        {"weight_sqnr_db", layer.weight.quantized ? decibels(layer.weight.weightSqnrDb) : nlohmann::json()},
        {"output_sqnr_db", decibels(isolated.sqnrDb)},
        {"output_cosine", isolated.cosine},
        {"output_mse", isolated.mse},
        {"output_relative_mse", isolated.relativeMse},
        {"accumulated_sqnr_db", decibels(accumulated.sqnrDb)},
        {"accumulated_cosine", accumulated.cosine},
        {"accumulated_mse", accumulated.mse}};
    const auto modality = [&json](const char* name, const std::optional<ErrorMetrics>& alone,
                                  const std::optional<ErrorMetrics>& withAll) {
        if (alone && withAll)
            json[name] = {
                {"output_sqnr_db", decibels(alone->sqnrDb)}, {"output_cosine", alone->cosine},
                {"output_relative_mse", alone->relativeMse}, {"accumulated_sqnr_db", decibels(withAll->sqnrDb)},
                {"accumulated_cosine", withAll->cosine},     {"accumulated_relative_mse", withAll->relativeMse}};
    };
    modality("image_tokens", layer.error.isolatedImage, layer.error.accumulatedImage);
    modality("text_tokens", layer.error.isolatedText, layer.error.accumulatedText);
    if (const auto& logits = layer.error.logits)
        json["logits_kl_nats"] = {{"text", logits->text}, {"prompt_end", logits->promptEnd}};
    if (s.quantizesWeight()) {
        json["weight_method"] = s.weightMethod;
        json["hessian_loss"] = layer.weight.hessianLoss;
        json["damping"] = layer.weight.damping;
        json["dead_columns"] = layer.weight.deadColumns;
        json["split_channel"] = layer.rmsChannel >= 0 ? nlohmann::json(layer.rmsChannel) : nlohmann::json();
        if (layer.rmsChannel >= 0)
            json["split_bits"] = s.rmsBits;
    }
    if (layer.range)
        json["activation"] = activationToJson(*layer.range, layer.grid, s);
    if (layer.imageRange && layer.imageGrid)
        json["activation_image"] = activationToJson(*layer.imageRange, *layer.imageGrid, s);
    if (layer.rmsRange)
        json["activation_split"] = {{"min", layer.rmsRange->min}, {"max", layer.rmsRange->max}};
    return json;
}

nlohmann::json hashOf(const FileUse& use)
{
    return use.sha256.empty() ? nlohmann::json() : nlohmann::json(use.sha256);
}

nlohmann::json filesToJson(const std::vector<FileUse>& files)
{
    nlohmann::json list = nlohmann::json::array();
    for (const auto& use : files)
        list.push_back({{"file", use.file.filename().string()}, {"sha256", hashOf(use)}});
    return list;
}

nlohmann::json problemsToJson(const std::vector<RowProblem>& problems)
{
    nlohmann::json list = nlohmann::json::array();
    for (const auto& problem : problems)
        list.push_back({{"line", problem.line}, {"index", indexToJson(problem.index)}, {"message", problem.message}});
    return list;
}

nlohmann::json calibrationToJson(const RunRecord& run)
{
    return {{"dataset", run.calibration.dataset},
            {"sha256", hashOf(run.calibrationFile)},
            {"weight_rows", run.calibration.weightRows},
            {"activation_rows", run.calibration.activationRows},
            {"error_rows", run.calibration.errorRows},
            {"also_evaluated", run.calibrationOverlap},
            {"failed_rows", problemsToJson(run.calibrationProblems)}};
}

// What the score means; for recipes with the settings that the protocol replaces.
nlohmann::json protocolToJson(const RunRecord& run)
{
    auto json = factsToJson(run.protocol);
    if (run.spec.recipe)
        json["changes"] = englishTexts(protocolChanges(*run.spec.recipe));
    return json;
}

std::string_view commandOf(const RunRecord& run)
{
    if (run.imported)
        return "import";
    return isFloatRun(run.spec) ? "eval" : "run";
}

void addRange(std::vector<std::string>& fields, const std::optional<ActivationRange>& range, const StaticGrid* grid)
{
    if (range && grid)
        fields.insert(fields.end(), {csvNumber(range->min), csvNumber(range->max), csvNumber(grid->scale)});
    else
        fields.insert(fields.end(), 3, "");
}

std::vector<std::string> csvFields(const LayerReport& layer)
{
    const auto& s = layer.scheme;
    const auto& isolated = layer.error.isolated;
    const auto& accumulated = layer.error.accumulated;
    std::vector<std::string> fields{layer.layer.name,
                                    std::string(towerId(layer.layer.tower)),
                                    std::to_string(layer.layer.block),
                                    std::string(roleId(layer.layer.role)),
                                    std::to_string(s.weightBits),
                                    s.quantizesWeight() ? s.weightMethod : "",
                                    std::to_string(s.activationBits),
                                    layer.weight.quantized ? csvNumber(layer.weight.weightSqnrDb) : "",
                                    csvNumber(isolated.sqnrDb),
                                    csvNumber(isolated.cosine),
                                    csvNumber(isolated.mse),
                                    csvNumber(accumulated.sqnrDb),
                                    csvNumber(accumulated.cosine),
                                    csvNumber(accumulated.mse)};
    addRange(fields, layer.range, &layer.grid);
    addRange(fields, layer.imageRange, layer.imageGrid ? &*layer.imageGrid : nullptr);
    fields.push_back(layer.rmsChannel >= 0 ? std::to_string(layer.rmsChannel) : "");
    for (const auto* m : {&layer.error.isolatedImage, &layer.error.isolatedText, &layer.error.accumulatedImage,
                          &layer.error.accumulatedText})
        fields.push_back(*m ? csvNumber((*m)->sqnrDb) : "");
    fields.push_back(layer.error.logits ? csvNumber(layer.error.logits->promptEnd) : "");
    return fields;
}

// Tables of the window may be called like those of reports.
void refuseOtherLayers(const std::filesystem::path& folder)
{
    std::ifstream file(folder / layersFile);
    std::string begin(layersBegin.size(), '\0');
    if (file && file.read(begin.data(), static_cast<std::streamsize>(begin.size())) && begin == layersBegin)
        return;
    std::error_code problem;
    if (std::filesystem::exists(folder / layersFile, problem))
        throw Error((folder / layersFile).string() +
                    ": is not a table of a report and would be replaced; move it or give another folder");
}

}

nlohmann::json scoreToJson(const Score& score)
{
    nlohmann::json json{{"hits", score.correct},
                        {"total", score.total},
                        {"final_score", score.finalScore},
                        {"final_score_norm", score.finalScoreNorm},
                        {"categories", categoriesToJson(score.categories)},
                        {"groups", categoriesToJson(score.groups)}};
    // Reports of earlier versions have none of these.
    if (!score.metric.empty())
        json["metric"] = score.metric;
    if (score.unscored > 0)
        json["unscored"] = score.unscored;
    if (score.failed > 0)
        json["failed"] = score.failed;
    if (!score.splits.empty())
        json["splits"] = categoriesToJson(score.splits);
    for (const auto& figure : score.figures)
        json["figures"].push_back({{"name", figure.name}, {"part", figure.part}, {"value", figure.value}});
    return json;
}

nlohmann::json reportToJson(const RunRecord& run)
{
    const auto& e = run.environment;
    nlohmann::json json{{"schema", reportSchema},
                        {"command", commandOf(run)},
                        {"model", {{"name", run.model}, {"files", filesToJson(run.modelFiles)}}},
                        {"data", {{"name", run.data}, {"sha256", hashOf(run.dataFile)}}},
                        {"score", scoreToJson(run.score)},
                        {"rows_without_image", run.rowsWithoutImage},
                        {"failed_rows", problemsToJson(run.problems)},
                        {"protocol", protocolToJson(run)},
                        {"warnings", englishTexts(run.warnings)},
                        {"fallbacks", englishTexts(run.fallbacks)},
                        {"peak_rss_bytes", e.peakResidentBytes},
                        {"environment",
                         {{"quantscope", e.quantscope},
                          {"libtorch", e.libtorch},
                          {"blas", e.blas},
                          {"processor", e.processor},
                          {"device", e.device},
                          {"dtype", e.dtype},
                          {"threads", e.threads}}}};
    putSubset(run.spec.subset, json["data"]);
    if (run.imported)
        json["imported"] = importToJson(*run.imported);
    if (run.environment.peakDeviceBytes > 0)
        json["peak_device_bytes"] = run.environment.peakDeviceBytes;
    if (run.floatScore)
        json["float_score"] = scoreToJson(*run.floatScore);
    for (const auto& timing : run.timings)
        json["timings"].push_back({{"stage", stageId(timing.stage)}, {"seconds", timing.seconds}});
    json["reused"] = nlohmann::json::array();
    for (const auto stage : run.reused)
        json["reused"].push_back(stageId(stage));
    json["layers"] = nlohmann::json::array();
    for (const auto& layer : run.layers)
        json["layers"].push_back(layerToJson(layer));
    if (run.spec.recipe) {
        json["seed"] = run.spec.recipe->seed;
        json["size"] = {{"bytes", run.size.bytes},
                        {"float_bytes", run.size.floatBytes},
                        {"bits_per_weight", run.size.bitsPerWeight},
                        {"compression", run.size.compression()}};
    }
    if (!run.calibrationFile.file.empty())
        json["calibration"] = calibrationToJson(run);
    return json;
}

std::string predictionsToJsonLines(const RunRecord& run)
{
    std::string lines;
    for (size_t i = 0; i < run.predictions.size(); ++i) {
        const auto& prediction = run.predictions[i];
        const auto& asked = run.asked.at(i);
        nlohmann::json json{{"index", indexToJson(prediction.index)},
                            {"category", asked.category},
                            {"question", asked.question},
                            {"answers", asked.answers},
                            {"prediction", prediction.text},
                            {"hit", nullptr},
                            {"tokens", prediction.tokens}};
        if (prediction.isScored)
            json["hit"] = prediction.score;
        if (!prediction.problem.empty())
            json["problem"] = prediction.problem;
        lines += json.dump() + "\n";
    }
    return lines;
}

std::string layersToCsv(const std::vector<LayerReport>& layers)
{
    std::string csv = std::string(layersBegin) +
        "weight_bits,weight_method,activation_bits,weight_sqnr_db,output_sqnr_db,"
        "output_cosine,output_mse,accumulated_sqnr_db,accumulated_cosine,accumulated_mse,activation_min,"
        "activation_max,activation_scale,image_activation_min,image_activation_max,image_activation_scale,"
        "split_channel,output_image_sqnr_db,output_text_sqnr_db,accumulated_image_sqnr_db,"
        "accumulated_text_sqnr_db,logits_kl_nats\n";
    for (const auto& layer : layers)
        csv += csvLine(csvFields(layer));
    return csv;
}

void prepareOutputFolder(const std::filesystem::path& folder)
{
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (problem || !std::filesystem::is_directory(folder))
        throw Error("--out " + folder.string() + ": the folder cannot be created: " + problem.message());
    refuseOtherLayers(folder);
    try {
        AtomicFile probe(folder / "report.json");
        probe.write("", 0);
    } catch (const Error& failure) {
        throw Error("--out " + folder.string() + ": the folder cannot be written to: " + failure.what());
    }
}

void hashFiles(RunRecord& run)
{
    const auto hash = [](FileUse& use) {
        if (use.sha256.empty() && !use.file.empty())
            use.sha256 = sha256OfFile(use.file);
    };
    std::for_each(run.modelFiles.begin(), run.modelFiles.end(), hash);
    hash(run.dataFile);
    hash(run.calibrationFile);
    if (run.imported)
        hash(run.imported->file);
}

void writeRun(const std::filesystem::path& folder, const RunRecord& run)
{
    auto hashed = run;
    hashFiles(hashed);
    writeRunFiles(folder, hashed);
}

void writeRunFiles(const std::filesystem::path& folder, const RunRecord& run)
{
    refuseOtherLayers(folder);
    if (run.spec.recipe)
        writeAtomically(folder / "recipe.json", recipeToJson(*run.spec.recipe).dump(2) + "\n");
    writeAtomically(folder / "predictions.jsonl", predictionsToJsonLines(run));
    writeAtomically(folder / layersFile, layersToCsv(run.layers));
    writeAtomically(folder / "report.json", reportToJson(run).dump(2) + "\n");
}

}
