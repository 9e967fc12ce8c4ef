// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/runsoptions.h"
#include "cli/searchoptions.h"
#include "experiments/scalevariants.h"
#include "mquant/mquantoptions.h"
#include "subset/questionsubset.h"

namespace quantscope::cli {

enum class Command {
    Run,
    Eval,
    Inspect,
    Recipe,
    Synth,
    Cache,
    Preflight,
    Msq,
    Sensitivity,
    Search,
    Sweep,
    Diagnose,
    Ablation,
    Runs
};

struct Options
{
    Command command = Command::Run;
    MQuantOptions mquant;
    bool gaveProtocol = false; // beside a recipe or preset it replaces theirs
    std::filesystem::path recipe; // --recipe: instead of MQuant's options
    std::string preset; // --preset: likewise
    std::filesystem::path model, data, calibrationData, out;
    std::string datasetName = "OCRBench";
    std::string metric; // id; empty: the benchmark's
    bool demo = false;
    std::filesystem::path dumpGptq, loadGptq;
    std::string device = "cpu", dtype = "float32", logLevel = "info";
    int threads = 0; // 0: one per core
    int64_t evalNum = -1, maxNewTokens = -1;
    std::string subset; // as subsetFromText() reads it, instead of evalNum; empty: evalNum counts
    std::optional<QuestionSubset> continued; // of a run that goes on, instead of both
    bool strict = false; // the first bad row ends the run
    bool withFloat = false; // run: also answer with the float model
    bool noCache = false;
    std::filesystem::path cache; // empty: the user's own
    double cacheLimit = 8; // GB
    std::string lowMemory = "auto"; // auto, on or off
    double memoryLimit = 0; // GB, 0: what there is
    bool force = false; // run although the estimate says that it does not fit
    std::string cacheAction = "list";
    std::string shape; // synth: --preset
    uint64_t synthSeed = 42;
    int64_t questions = 200;
    ScaleBits scaleBits; // msq
    SearchOptions search;
    std::filesystem::path store; // of runs; empty: they are not kept, and `runs` takes the user's own
    std::string experiment; // of the runs that are kept
    RunsOptions runs;
    bool guided = false; // diagnose: also the guided check
    bool fixes = false; // diagnose: also what single changes bring
    int64_t checkQuestions = 40;
    int64_t sample = -1; // diagnose: row of a question to trace
    int64_t steps = -1; // ablation: only the first ones
    int64_t ablationSamples = -1; // calibration questions of every step; -1: as its recipe says
    bool ladder = false; // ablation: the demo's ladder
};

// What parsing decided: go on, or end at once with `exitCode` after printing `message`.
struct Parsed
{
    Options options;
    bool goOn = false;
    int exitCode = 0;
    std::string message;
};

// The words after the program's name. Options may be written with underscores or hyphens.
Parsed parseOptions(std::vector<std::string> words);

}
