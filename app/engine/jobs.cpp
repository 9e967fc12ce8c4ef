// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <set>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include "answering/evaluate.h"
#include "answering/questions.h"
#include "archive/keptrun.h"
#include "base/parallel.h"
#include "engine/floatturn.h"
#include "experiments/presets.h"
#include "files/resources.h"
#include "layerview/previewlayer.h"
#include "layerview/runlayerview.h"
#include "layerview/viewlayer.h"
#include "layerview/weightpreview.h"
#include "messages/sentence.h"
#include "quant/stagecodec.h"
#include "record/report.h"
#include "run/environment.h"
#include "run/execute.h"
#include "run/openmodel.h"
#include "run/protocolworkspace.h"
#include "run/stagekeys.h"
#include "tasks/chosenmetric.h"

namespace quantscope {
namespace {

constexpr int64_t visualBytes = 256 << 20; // of visual tokens that one run keeps

void reportStage(RunFeed& feed, Stage stage, double fraction)
{
    feed.put([&](RunNews& news) {
        news.at = stage;
        news.stage = stageTitle(stage);
        news.stageFraction = fraction;
    });
}

void keep(const RunRequest& request, const RunModels& models, RunFeed& feed)
{
    if (request.keepModels)
        request.keepModels(std::make_shared<const RunModels>(models));
    feed.put([](RunNews& news) { news.models = true; });
}

RunEvents weightsInto(RunFeed& feed)
{
    RunEvents events;
    events.weightQuantized = [&feed](LayerIndex layer, const WeightOutcome& outcome) {
        feed.put([&](RunNews& news) { news.weights.emplace_back(layer, outcome); });
    };
    return events;
}

RunEvents eventsInto(RunFeed& feed, const RunRequest& request)
{
    auto events = weightsInto(feed);
    events.layerMeasured = [&feed](LayerIndex layer, const LayerError& error) {
        feed.put([&](RunNews& news) { news.errors.emplace_back(layer, error); });
    };
    events.stageProgress = [&feed](Stage stage, double fraction) { reportStage(feed, stage, fraction); };
    events.modelsChanged = [&feed, &request](const RunModels& models) { keep(request, models, feed); };
    events.answered = [&feed](const std::vector<Prediction>& batch) {
        feed.put([&](RunNews& news) { news.answers.insert(news.answers.end(), batch.begin(), batch.end()); });
    };
    return events;
}

void handOver(const std::vector<Prediction>& answers, RunFeed& feed)
{
    feed.put([&](RunNews& news) { news.answers.insert(news.answers.end(), answers.begin(), answers.end()); });
}

void reportProblem(RunFeed& feed, const std::string& sentence)
{
    feed.put([&](RunNews& news) { news.problems.push_back(sentence); });
}

// Null: the run is not to be kept, or cannot be and goes on in memory.
std::unique_ptr<RunKeeper> keeperOf(const RunRequest& request, RunFeed& feed, const Progress& progress)
{
    const auto& start = request.start;
    if (start.store.empty())
        return nullptr;
    const auto warn = [&feed](const std::string& sentence) { reportProblem(feed, sentence); };
    try {
        return beginKept(*request.workspace, start.spec, {start.store, start.id, start.name, start.origin}, warn,
                         progress);
    } catch (const DatabaseError& problem) {
        reportProblem(feed, problem.what());
        return nullptr;
    }
}

constexpr double floatShare = 0.3; // of the whole progress

// Another window may be answering for the same record: then the answers go into the caches alone.
std::unique_ptr<RunKeeper> floatKeeperOf(const RunRequest& request, RunFeed& feed, const Progress& progress)
{
    try {
        return keeperOf(request, feed, progress);
    } catch (const Error&) {
        return nullptr;
    }
}

// What it has answered is kept, also where the run behind it is soon replaced by another, so that the next turn goes on
// from there.
void giveFloatItsTurn(const RunRequest& whole, RunFeed& feed, const Progress& outer)
{
    RunRequest request{whole.workspace, *whole.start.floatFirst, {}, {}};
    request.start.spec.sources = whole.start.spec.sources;
    const auto facts = startRecord(*request.workspace, request.start.spec);
    feed.put([&](RunNews& news) { news.floatFacts = FloatFacts{facts.protocol, facts.environment}; });
    std::set<size_t> known;
    for (const auto& prediction : request.start.known)
        known.insert(prediction.row);
    const auto wanted = wantedQuestions(*request.workspace, request.start.spec) - static_cast<int64_t>(known.size());
    const auto begun = std::chrono::steady_clock::now();
    std::atomic<int64_t> answered = 0;
    const auto isOver = [&] {
        const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begun;
        return !FloatTurn().goesOn(passed.count(), answered, wanted);
    };
    Progress turn = outer;
    turn.cancelled = [&] { return (outer.cancelled && outer.cancelled()) || isOver(); };
    RunEvents events;
    events.stageProgress = [&feed](Stage stage, double fraction) { reportStage(feed, stage, fraction); };
    events.answered = [&](const std::vector<Prediction>& batch) {
        answered += std::count_if(batch.begin(), batch.end(),
                                  [&](const Prediction& each) { return !known.contains(each.row); });
        feed.put([&](RunNews& news) { news.floatAnswers.insert(news.floatAnswers.end(), batch.begin(), batch.end()); });
    };
    ExecuteOptions options;
    options.visualBytes = visualBytes;
    options.known = request.start.known;
    try {
        if (const auto keeper = floatKeeperOf(request, feed, turn))
            executeKept(*keeper, *request.workspace, request.start.spec, events, options, turn);
        else
            execute(*request.workspace, request.start.spec, events, options, turn);
    } catch (const Cancelled&) {
        outer.check();
    }
}

void leave(RunKeeper& keeper, Remains remains)
{
    if (remains == Remains::Nothing && !keeper.wentOn())
        keeper.discard();
    else if (remains == Remains::Cancelled)
        keeper.cancel();
}

std::vector<Prediction> present(const Answers& answers)
{
    std::vector<Prediction> list;
    for (const auto& answer : answers)
        if (answer)
            list.push_back(*answer);
    return list;
}

void addStamp(std::string& stamp, const std::filesystem::path& file)
{
    std::error_code ignored;
    const auto size = std::filesystem::file_size(file, ignored);
    const auto changed = std::filesystem::last_write_time(file, ignored).time_since_epoch().count();
    stamp += file.filename().string() + " " + std::to_string(size) + " " + std::to_string(changed) + "\n";
}

// Of a file, or of those in a folder.
std::string stampOf(const std::filesystem::path& path)
{
    std::vector<std::filesystem::path> files{path};
    std::error_code problem;
    if (std::filesystem::is_directory(path, problem)) {
        files.clear();
        for (std::filesystem::directory_iterator entry(path, problem), end; !problem && entry != end;
             entry.increment(problem))
            files.push_back(entry->path());
        std::sort(files.begin(), files.end());
    }
    std::string stamp;
    for (const auto& file : files)
        addStamp(stamp, file);
    return stamp;
}

// The run that a model must be able to stand when it is opened: the published command.
RunWorkload workloadOfDemandingRun(RunWorkload workload, const TileCounts& tiles, const Dataset& calibration)
{
    auto plan = resolve(findPreset("mquant-w8a8-w4a8")->make(), workload.outline.layers);
    addRecipe(workload, std::move(plan), tiles, static_cast<int64_t>(calibration.questions.size()));
    return workload;
}

}

OpenedWorkspace openWorkspace(const Sources& sources, const OpenedWorkspace& previous, const OpenSettings& settings,
                              const std::function<void(const std::string&)>& report, const Progress& progress)
{
    auto workspace = std::make_shared<Workspace>();
    workspace->sources = sources;
    workspace->threads = settings.threads;
    progress.step(0, "open " + sources.data.filename().string());
    const ReadFiles files{stampOf(sources.model), stampOf(sources.data), stampOf(sources.calibration)};
    const bool sameData =
        previous.workspace && previous.sources.data == sources.data && previous.files.data == files.data;
    workspace->data = sameData && previous.sources.metric == sources.metric
        ? previous.data
        : std::make_shared<const Dataset>(
              withMetric(sameData ? *previous.data : loadDataset(sources.data), sources.metric));
    progress.step(0.3, "open the calibration questions");
    workspace->calibration = sources.calibration.empty() ? workspace->data
        : workspace->data == previous.data && previous.sources.calibration == sources.calibration &&
            previous.files.calibration == files.calibration
        ? previous.calibration
        : std::make_shared<const Dataset>(askedAs(loadDataset(sources.calibration), *workspace->data));
    workspace->choseCalibration = !sources.calibration.empty() && sources != demoSources();
    progress.step(0.5, "open " + sources.model.filename().string());
    OpenedWorkspace opened;
    opened.files = files;
    opened.temporaryFolder = temporaryFolder(settings.cache.root);
    opened.memoryLimit = settings.memoryLimit;
    const auto workload = [&](const LoadedModel& loaded) {
        opened.workload = workloadOf(loaded, *workspace->data, {}, settings.threads);
        opened.calibrationTiles = countTiles(loaded.model.config, *workspace->calibration);
    };
    if (previous.workspace && previous.sources.model == sources.model && previous.files.model == files.model) {
        workspace->loaded = previous.workspace->loaded;
        workload(workspace->loaded);
    } else {
        const auto demanding = [&](const LoadedModel& loaded) {
            workload(loaded);
            return workloadOfDemandingRun(opened.workload, opened.calibrationTiles, *workspace->calibration);
        };
        workspace->loaded =
            openModel(sources.model, at::kFloat, availableResources(opened.temporaryFolder, settings.memoryLimit),
                      settings.lowMemory, demanding)
                .loaded;
        for (const auto& note : workspace->loaded.notes)
            report(englishText(note));
    }
    const auto& model = workspace->loaded.model;
    opened.workload.lowMemory = model.offload != nullptr;
    opened.workload.profiles = true;
    progress.check();
    opened.sources = sources;
    opened.environment = describeEnvironment(model.device(), model.dtype(), settings.threads);
    opened.outline = std::make_shared<const ModelOutline>(opened.workload.outline);
    opened.data = workspace->data;
    opened.calibration = workspace->calibration;
    const auto budget = model.offload ? smallMemoryBudget : settings.cache.memoryBudget;
    workspace->caches = openCaches({settings.cache.root, settings.cache.diskLimit, budget}, workspace->loaded,
                                   *workspace->calibration, *workspace->data, report, progress);
    opened.floatModels =
        std::make_shared<const RunModels>(RunModels{model, model, model, resolve({}, model.layers), {}, {}, {}, {}});
    auto sample = startRecord(*workspace, {});
    hashSources(sample, *workspace, progress);
    opened.modelHash = joinedHash(sample.modelFiles);
    opened.dataHash = sample.dataFile.sha256;
    opened.choseCalibration = workspace->choseCalibration;
    opened.workspace = std::move(workspace);
    return opened;
}

namespace {

RunWorkload workloadOf(const WorkspaceInfo& opened, const Plan& plan, bool quantizes, int64_t questions)
{
    auto workload = opened.workload;
    if (quantizes)
        addRecipe(workload, plan, opened.calibrationTiles, static_cast<int64_t>(opened.calibration->questions.size()));
    workload.questions = questions;
    return workload;
}

Preflight preflightNow(const WorkspaceInfo& opened, const RunWorkload& workload)
{
    return preflight(workload, availableResources(opened.temporaryFolder, opened.memoryLimit, ownMemory()));
}

}

Preflight preflightOf(const WorkspaceInfo& opened, const Plan& plan, bool quantizes, const QuestionSubset& subset)
{
    return preflightNow(opened, workloadOf(opened, plan, quantizes, countOf(subset, *opened.data)));
}

Preflight preflightOfWeights(const WorkspaceInfo& opened, const Plan& plan)
{
    auto workload = workloadOf(opened, plan, true, 0);
    workload.onlyWeights = true;
    return preflightNow(opened, workload);
}

std::vector<StageTiming> plannedStages(const WorkspaceInfo& opened, const RunStart& start, const Plan& plan)
{
    const auto questions = countOf(start.spec.subset, *opened.data) - static_cast<int64_t>(start.known.size());
    auto stages = estimateRun(workloadOf(opened, plan, start.spec.recipe.has_value(), questions)).stages;
    if (!start.floatFirst)
        return stages;
    const auto first = plannedStages(opened, *start.floatFirst, {});
    const auto answers = std::find_if(first.begin(), first.end(),
                                      [](const StageTiming& each) { return each.stage == Stage::AnswerFloat; });
    if (answers != first.end())
        stages.insert(stages.begin(), {Stage::AnswerFloat, std::min(answers->seconds, FloatTurn().most)});
    return stages;
}

TilingRule tilingRule(const ModelOutline& outline, const Dataset& data, size_t images)
{
    return tilingFor(outline.config, *data.benchmark, images);
}

RunRecord executeRun(const RunRequest& request, RunFeed& feed, const Progress& progress)
{
    auto within = feed.progress(progress);
    const auto& w = *request.workspace;
    const auto& start = request.start;
    if (start.floatFirst) {
        giveFloatItsTurn(request, feed, partOf(within, 0, floatShare));
        within = partOf(within, floatShare, 1);
    }
    ExecuteOptions options;
    options.profileInputs = true;
    options.profileSamples = start.profileSamples;
    options.visualBytes = visualBytes;
    options.known = start.known;
    const auto keeper = keeperOf(request, feed, within);
    if (keeper)
        handOver(keeper->record().predictions, feed);
    try {
        const auto events = eventsInto(feed, request);
        auto kept = keeper ? executeKept(*keeper, w, start.spec, events, options, within)
                           : KeptResult{execute(w, start.spec, events, options, within), {}};
        if (kept.problem)
            reportProblem(feed, *kept.problem);
        keep(request, kept.result.models, feed);
        return std::move(kept.result.record);
    } catch (const Cancelled&) {
        if (keeper)
            leave(*keeper, request.remains());
        throw;
    }
}

void previewWeights(const WorkspacePtr& workspace, const Recipe& recipe, const std::vector<LayerIndex>& layers,
                    RunFeed& feed, const Progress& progress)
{
    previewWeights(*workspace, recipe, layers, weightsInto(feed), feed.progress(progress));
}

RunRecord scoredAs(RunRecord record, const WorkspaceInfo& opened)
{
    if (record.spec.sources.metric == opened.sources.metric)
        return record;
    const auto data = underProtocol(opened.data, protocolOf(record.spec));
    for (auto& prediction : record.predictions)
        if (prediction.row < data->questions.size())
            scoreAnswer(*data, prediction);
    record.score = scoreOf(*data, record.predictions);
    record.spec.sources.metric = opened.sources.metric;
    return record;
}

LayerView viewLayer(const ModelsPtr& models, LayerIndex layer, int64_t row)
{
    return viewLayerOf(*models, layer, row);
}

std::string transformKey(const Plan& plan)
{
    const auto route = imageRouteOf(plan.recipe.protocol);
    return stageKeys(plan).transform +
        (route == ImageRoute::Stored ? "" : "\nimages " + std::string(imageRouteId(route)));
}

LayerView previewLayerView(const ModelsPtr& models, const Plan& plan, LayerIndex layer, int64_t row, int threads,
                           const Progress& progress)
{
    const auto index = static_cast<size_t>(layer);
    const bool serve = transformKey(models->plan) == transformKey(plan);
    const auto reference =
        serve ? models->reference.linears.at(index) : LayerTransforms(models->original, plan)(layer, threads);
    const auto& scheme = plan.schemes.at(index);
    const auto* inputs =
        serve && models->inputsAfter && !models->inputsAfter->rows.empty() ? models->inputsAfter.get() : nullptr;
    const auto preview = inputs ? previewLayer(reference, scheme, inputs->profiles.at(index), inputs->rows.at(index),
                                               threads, progress, inputs->rowIsImage.at(index))
                                : previewWeight(reference, scheme, threads, progress);
    LayerView view;
    view.layer = models->reference.layers[index];
    view.scheme = scheme;
    view.weight = viewWeight(models->original.linears[index], reference, preview.linear, row);
    if (inputs && models->inputsBefore)
        view.input = viewInput(models->inputsBefore->profiles.at(index), inputs->profiles[index], preview.linear);
    view.preview = PreviewedLayer{preview.weight, preview.isolated, preview.nearest};
    return view;
}

TriedAnswers tryQuestion(const WorkspacePtr& workspace, const ModelsPtr& quantized, Protocol protocol,
                         const std::vector<uint8_t>& image, const std::string& question, const Progress& progress)
{
    const auto& loaded = workspace->loaded;
    Question asked;
    asked.question = question;
    if (!image.empty())
        asked.images = {std::make_shared<const std::vector<uint8_t>>(image)};
    const auto input = prepareQuestion(loaded, *workspace->data->benchmark, asked, imageRouteOf(protocol));
    const auto answer = [&](const Model& model) {
        auto generation = loaded.generation;
        if (mixesSamples(model)) {
            generation.tilesPerChunk = 1 << 20;
            generation.wholePrompt = true;
        }
        const auto tokens =
            generate(model, std::span(&input, 1), generation, plainPass(model, splitThreads()), progress);
        return answerText(loaded, tokens.front());
    };
    const SplitThreads threads(workersOn(loaded.model.device(), workspace->threads));
    TriedAnswers answers;
    answers.floatAnswer = answer(loaded.model);
    if (quantized)
        answers.quantizedAnswer = answer(quantized->model);
    return answers;
}

void writeRunFolder(const std::filesystem::path& folder, const OpenedWorkspace& opened, const RunRecord& run,
                    const Answers& floatAnswers)
{
    prepareOutputFolder(folder);
    auto record = run;
    const bool complete =
        std::all_of(floatAnswers.begin(), floatAnswers.end(), [](const auto& a) { return a.has_value(); });
    if (complete && asksAll(run.spec.subset))
        record.floatScore = scoreOf(*opened.data, present(floatAnswers));
    writeRun(folder, record);
}

}
