// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/message.h"
#include "run/pipeline.h"
#include "tasks/evaluate.h"

namespace quantscope {

inline constexpr int reportSchema = 1;

// Where a run happened; all that its numbers may depend on besides recipe and data.
struct Environment
{
    std::string quantscope, libtorch, blas, processor, device, dtype;
    int threads = 1;
    int64_t peakDeviceBytes = 0; // GPU memory, 0 on the CPU
};

Environment describeEnvironment(at::Device, at::ScalarType, int threads);
int64_t peakResidentBytes();
int64_t peakDeviceBytes(at::Device); // 0 on the CPU

// Everything that a command leaves behind.
struct RunRecord
{
    std::string command; // "run", "eval"
    std::string model;
    std::vector<std::filesystem::path> weightFiles;
    const Dataset* data = nullptr;
    const Dataset* calibration = nullptr; // unset for eval
    int64_t limit = -1;
    std::optional<Recipe> recipe;
    std::vector<LayerReport> layers;
    SizeEstimate size;
    CalibrationUse calibrationUse;
    int64_t calibrationOverlap = 0; // calibration questions that are also evaluated
    std::vector<Message> warnings, fallbacks;
    std::vector<StageTiming> timings;
    std::vector<std::string> reused; // stages whose results were at hand
    Evaluation evaluation;
    std::optional<Score> floatScore;
    Environment environment;
};

// Questions of the calibration rows that the evaluation asks too, by image and question.
int64_t countOverlap(const Dataset& calibration, const CalibrationUse&, const Dataset& evaluation, int64_t limit);

nlohmann::json scoreToJson(const Score&);
nlohmann::json reportToJson(const RunRecord&);
std::string predictionsToJsonLines(const Dataset&, const Evaluation&);
std::string layersToCsv(const std::vector<LayerReport>&);

// Creates the folder and proves that it can be written to, before hours of work. Error otherwise.
void prepareOutputFolder(const std::filesystem::path&);
// recipe.json, report.json, predictions.jsonl and layers.csv, each complete or not at all.
void writeRun(const std::filesystem::path& folder, const RunRecord&);

}
