// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "quant/layerreport.h"
#include "quant/plan.h"
#include "run/fileuse.h"
#include "run/importsource.h"
#include "run/protocolfacts.h"
#include "run/runspec.h"
#include "run/stage.h"
#include "tasks/prediction.h"

namespace quantscope {

// Where a run happened; all that its numbers may depend on besides recipe and data.
struct Environment
{
    std::string quantscope, libtorch, blas, processor, device, dtype;
    int threads = 1;
    int64_t peakResidentBytes = 0; // of the process until the run ended
    int64_t peakDeviceBytes = 0; // GPU memory, 0 on the CPU

    bool operator==(const Environment&) const = default;
};

enum class RunState { Waiting, Running, Complete, Cancelled, Failed, Interrupted }; // the last: its process is gone

std::string_view runStateId(RunState); // "waiting", "running", …
std::optional<RunState> runStateFromId(std::string_view);

// A question as it was asked, beside the prediction of the same place.
struct AskedQuestion
{
    std::string category, question;
    std::vector<std::string> answers;

    bool operator==(const AskedQuestion&) const = default;
};

// All that is known of one run, without pointers: what reports, tables, plots, comparisons and exporters read.
struct RunRecord
{
    std::string id; // newRunId(); the same in every place where the run is shown or stored
    RunSpec spec;
    RunState state = RunState::Waiting;
    std::string name, note;
    std::string problem; // why it failed
    std::string started; // UTC, ISO 8601

    std::optional<ImportSource> imported; // unset: the run happened here
    std::string model; // its name
    std::vector<FileUse> modelFiles;
    std::string data; // the benchmark's name
    FileUse dataFile, calibrationFile; // calibrationFile empty where the run calibrates nothing

    std::vector<LayerReport> layers;
    SizeEstimate size;
    CalibrationUse calibration;
    int64_t calibrationOverlap = 0; // calibration questions that are also evaluated
    std::vector<RowProblem> calibrationProblems; // rows that were to calibrate and could not be used
    std::vector<Message> warnings, fallbacks;
    std::vector<StageTiming> timings;
    std::vector<Stage> reused; // stages whose results were at hand
    double seconds = 0; // by the clock
    std::vector<Prediction> predictions; // in the order of the data set
    std::vector<AskedQuestion> asked; // beside the predictions
    std::vector<RowProblem> problems; // of the benchmark: rows that did not load and that could not be asked
    int64_t rowsWithoutImage = 0; // of the benchmark, left out
    Score score;
    std::optional<Score> floatScore; // of the float model on the same questions
    Environment environment;
    ProtocolFacts protocol;
};

// 16 hexadecimal digits that no other run has.
std::string newRunId();
std::string timeNow(); // UTC, ISO 8601: "2026-02-03T04:05:06Z"

// The layers of a run that has not begun: as they are, each with its scheme.
std::vector<LayerReport> plannedLayers(const std::vector<Layer>&, const Plan&);

bool isFloatRun(const RunSpec&);
// Whose answers they are: "float", "quantized" or "imported".
std::string_view answersId(const RunRecord&);
// Of all stages that ran.
double secondsOf(const RunRecord&);

}
