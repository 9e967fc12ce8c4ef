// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "archive/runarchive.h"
#include "base/progress.h"
#include "engine/runfeed.h"
#include "layerview/layerview.h"
#include "model/outline.h"
#include "quant/plan.h"
#include "run/preflight.h"
#include "run/runrecord.h"
#include "tasks/dataset.h"
#include "tasks/tilingrule.h"

namespace quantscope {

// The work behind the window, as functions that run on the engine's threads. Nothing here shows a tensor.

struct Workspace;
using WorkspacePtr = std::shared_ptr<const Workspace>;
using Answers = std::vector<std::optional<Prediction>>; // by row

// Where results of earlier runs are kept.
struct CacheFolder
{
    std::filesystem::path root; // empty: in memory only
    int64_t diskLimit = int64_t(8) << 30;
    int64_t memoryBudget = int64_t(1) << 30;
};

struct OpenSettings
{
    CacheFolder cache;
    LowMemory lowMemory = LowMemory::Auto;
    int threads = 1;
    double memoryLimit = 0; // bytes that a run may take, 0: what there is
};

// A session in place of a model and a benchmark.
struct OpenedSession
{
    std::filesystem::path file;
    std::string run; // id of the record that is shown first
    int64_t runs = 0;
};

// All of a workspace that the window may look at: plain values, shared as far as they are large.
struct WorkspaceInfo
{
    Sources sources;
    std::shared_ptr<const ModelOutline> outline;
    std::shared_ptr<const Dataset> data, calibration;
    RunWorkload workload; // of the float model's answers
    TileCounts calibrationTiles;
    std::filesystem::path temporaryFolder;
    double memoryLimit = 0;
    std::string modelHash, dataHash; // of their files' content, as a RunSummary has them
    bool choseCalibration = true; // see Workspace
    Environment environment; // of runs
    std::optional<OpenedSession> session; // set: there is no model, nothing can run
};

// What becomes of a run in the store when it is cancelled.
enum class Remains { Interrupted, Cancelled, Nothing };

// A run to be executed on what is open.
struct RunStart
{
    RunSpec spec; // whatever its sources
    int64_t profileSamples = 8; // calibration questions that a run of the float model profiles
    std::vector<Prediction> known = {}; // answers of this very spec; these questions are not asked again
    // Where its results are written as they come; empty: nowhere. One of this id that is there goes on.
    std::filesystem::path store = {};
    std::string id = {}, name = {};
    RunOrigin origin = {};
    // Of the float model: its answers have the first turn, see FloatTurn. Null: they are there.
    std::shared_ptr<const RunStart> floatFirst = nullptr;
};

// Files that were read, by name, size and time of change: equal while nobody has touched them.
struct ReadFiles
{
    std::string model, data, calibration;
};

struct OpenedWorkspace : WorkspaceInfo
{
    WorkspacePtr workspace;
    ModelsPtr floatModels;
    ReadFiles files;
};

// `previous` may be unset; parts whose files are the same and have not changed are taken from it. `report` hears of
// trouble with the cache, from any thread.
OpenedWorkspace openWorkspace(const Sources&, const OpenedWorkspace& previous, const OpenSettings&,
                              const std::function<void(const std::string&)>& report, const Progress&);

// How the images of a question that has so many of them are cut for the workspace's benchmark.
TilingRule tilingRule(const ModelOutline&, const Dataset&, size_t images = 1);

// What a run of the plan needs, beside what there is now.
Preflight preflightOf(const WorkspaceInfo&, const Plan&, bool quantizes, const QuestionSubset&);
// The same for a look at its weights alone.
Preflight preflightOfWeights(const WorkspaceInfo&, const Plan&);
// How long the stages of a run of the plan take by estimate, in their order.
std::vector<StageTiming> plannedStages(const WorkspaceInfo&, const RunStart&, const Plan&);

struct RunRequest
{
    WorkspacePtr workspace;
    RunStart start; // with the workspace's own sources
    std::function<void(ModelsPtr)> keepModels; // called as often as there are newer ones, from the job's thread
    std::function<Remains()> remains; // asked when it is cancelled
};

// Trouble with the store goes into the feed and does not stop the run.
RunRecord executeRun(const RunRequest&, RunFeed&, const Progress&);

// The weights of the recipe, see core's previewWeights(); outcomes go into the feed.
void previewWeights(const WorkspacePtr&, const Recipe&, const std::vector<LayerIndex>& layers, RunFeed&,
                    const Progress&);

// A stored run of these files with its answers scored by the open metric, where it was scored by another one.
RunRecord scoredAs(RunRecord, const WorkspaceInfo&);

LayerView viewLayer(const ModelsPtr&, LayerIndex, int64_t row);

// The layer as `plan` wants it, before a run has come that far. Models of its transformKey(), which are folded and
// rotated alike and get the same images, bring its inputs as far as they are known; of others the weight alone is
// shown.
LayerView previewLayerView(const ModelsPtr&, const Plan&, LayerIndex, int64_t row, int threads, const Progress&);
std::string transformKey(const Plan&);

struct TriedAnswers
{
    std::string floatAnswer;
    std::optional<std::string> quantizedAnswer;
};

// An encoded image and a question, answered by the float model and, if given, by a quantized one. The image takes the
// protocol's route.
TriedAnswers tryQuestion(const WorkspacePtr&, const ModelsPtr& quantized, Protocol, const std::vector<uint8_t>& image,
                         const std::string& question, const Progress&);

// recipe.json, report.json, predictions.jsonl and layers.csv of a finished run, as quantscope-cli leaves them. With the
// float model's score where it has answered all that the run has.
void writeRunFolder(const std::filesystem::path& folder, const OpenedWorkspace&, const RunRecord&,
                    const Answers& floatAnswers);

}
