// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs.h"

#include <algorithm>
#include <chrono>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include "engine/workspace.h"
#include "files/resources.h"
#include "layerview/previewlayer.h"
#include "layerview/viewlayer.h"
#include "quant/profileinputs.h"
#include "quant/stagecodec.h"
#include "run/openmodel.h"
#include "run/presets.h"
#include "run/report.h"
#include "run/stagekeys.h"
#include "tasks/answercache.h"
#include "tasks/evaluate.h"
#include "tasks/questions.h"

namespace quantscope {
namespace {

constexpr int64_t visualBytes = 256 << 20; // of visual tokens that one run keeps

// Reports of a job go into its feed; `stage` overrides what the job's own parts say.
Progress feeding(const Progress& progress, RunFeed& feed)
{
    Progress result;
    result.cancelled = progress.cancelled;
    result.report = [&feed](double fraction, std::string_view what) {
        feed.put([&](RunNews& news) {
            news.fraction = std::max(news.fraction, fraction);
            news.what = what;
        });
    };
    return result;
}

void tellStage(RunFeed& feed, std::string_view stage, double fraction)
{
    feed.put([&](RunNews& news) {
        news.stage = stage;
        news.stageFraction = fraction;
    });
}

ModelsPtr modelsOf(const Bundle& bundle, const PipelineResult& run)
{
    return std::make_shared<const RunModels>(
        RunModels{bundle.model, run.reference, run.model, run.inputsBefore, run.inputsAfter, run.outputKey});
}

Progress stagePart(const Progress& progress, RunFeed& feed, const std::string& stage, double from, double to)
{
    auto part = partOf(progress, from, to);
    part.report = [&feed, stage, inner = part.report](double fraction, std::string_view what) {
        tellStage(feed, stage, fraction);
        if (inner)
            inner(fraction, what);
    };
    return part;
}

Answers answerAll(const RunRequest& request, const Model& model, const std::shared_ptr<StageCache>& cache,
                  const std::string& modelKey, const std::string& visionKey, RunFeed& feed, const Progress& progress)
{
    const auto& w = *request.workspace;
    EvaluateOptions options;
    options.threads = request.threads;
    options.limit = request.limit;
    options.batchDone = [&](const std::vector<Prediction>& batch, bool) {
        feed.put([&](RunNews& news) { news.answers.insert(news.answers.end(), batch.begin(), batch.end()); });
    };
    keepAnswers(options, cache, modelKey);
    if (!model.spool && !visionKey.empty())
        keepVisualTokens(options, cache, visionKey, visualBytes);
    const auto evaluation = evaluate(w.bundle, model, *w.data, options, progress);
    Answers answers(w.data->questions.size());
    for (const auto& prediction : evaluation.predictions)
        answers[prediction.row] = prediction;
    return answers;
}

std::vector<Prediction> present(const Answers& answers)
{
    std::vector<Prediction> list;
    for (const auto& answer : answers)
        if (answer)
            list.push_back(*answer);
    return list;
}

Evaluation evaluationOf(const Dataset& data, const Answers& answers)
{
    Evaluation evaluation;
    evaluation.predictions = present(answers);
    std::vector<ScoredAnswer> scored;
    for (const auto& prediction : evaluation.predictions)
        scored.push_back({data.questions[prediction.row].category, prediction.hit});
    evaluation.score = summarize(data.metric, scored);
    return evaluation;
}

// The run that a model must be able to stand when it is opened: the published command.
RunSketch sketchOfDemandingRun(RunSketch sketch, const TileCounts& tiles, const Dataset& calibration)
{
    const auto recipe = findPreset("mquant-w8a8-w4a8")->make();
    auto plan = resolve(recipe, sketch.outline.sites);
    addRecipe(sketch, recipe, std::move(plan), tiles, static_cast<int64_t>(calibration.questions.size()));
    return sketch;
}

}

Sources demoSources()
{
    const auto files = demoFiles();
    return {files.model, files.data, files.calibration};
}

OpenedWorkspace openWorkspace(const Sources& sources, const OpenedWorkspace& previous, const OpenSettings& settings,
                              const std::function<void(const std::string&)>& report, const Progress& progress)
{
    auto workspace = std::make_shared<Workspace>();
    progress.step(0, "open " + sources.data.filename().string());
    const bool sameData = previous.workspace && previous.sources.data == sources.data;
    workspace->data = sameData ? previous.data : std::make_shared<const Dataset>(loadDataset(sources.data));
    progress.step(0.3, "open the calibration questions");
    workspace->calibration = sources.calibration.empty() ? workspace->data
        : previous.workspace && previous.sources.calibration == sources.calibration
        ? previous.calibration
        : std::make_shared<const Dataset>(loadDataset(sources.calibration));
    progress.step(0.5, "open " + sources.model.filename().string());
    OpenedWorkspace opened;
    opened.temporaryFolder = temporaryFolder(settings.cache.root);
    opened.memoryLimit = settings.memoryLimit;
    const auto sketch = [&](const Bundle& bundle) {
        opened.sketch = sketchOf(bundle, *workspace->data, -1, settings.threads);
        opened.calibrationTiles = countTiles(bundle.model.config, *workspace->calibration);
    };
    if (previous.workspace && previous.sources.model == sources.model) {
        workspace->bundle = previous.workspace->bundle;
        sketch(workspace->bundle);
    } else {
        const auto demanding = [&](const Bundle& bundle) {
            sketch(bundle);
            return sketchOfDemandingRun(opened.sketch, opened.calibrationTiles, *workspace->calibration);
        };
        workspace->bundle =
            openModel(sources.model, at::kFloat, availableResources(opened.temporaryFolder, settings.memoryLimit),
                      settings.lowMemory, demanding)
                .bundle;
    }
    const auto& model = workspace->bundle.model;
    opened.sketch.lowMemory = model.spool != nullptr;
    progress.check();
    opened.sources = sources;
    opened.outline = std::make_shared<const ModelOutline>(opened.sketch.outline);
    opened.data = workspace->data;
    opened.calibration = workspace->calibration;
    const auto budget = model.spool ? smallMemoryBudget : settings.cache.memoryBudget;
    opened.memory = std::make_shared<RunMemory>(
        RunMemory{openCaches({settings.cache.root, settings.cache.diskLimit, budget}, workspace->bundle,
                             *workspace->calibration, *workspace->data, report, progress)});
    opened.floatModels = std::make_shared<const RunModels>(RunModels{model, model, model, {}, {}, {}});
    opened.workspace = std::move(workspace);
    return opened;
}

Preflight preflightOf(const OpenedWorkspace& opened, const Recipe& recipe, const Plan& plan, bool quantizes,
                      int64_t limit)
{
    auto sketch = opened.sketch;
    if (quantizes)
        addRecipe(sketch, recipe, plan, opened.calibrationTiles,
                  static_cast<int64_t>(opened.calibration->questions.size()));
    if (limit >= 0)
        sketch.questions = std::min(sketch.questions, limit);
    return preflight(sketch, availableResources(opened.temporaryFolder, opened.memoryLimit, ownMemory()));
}

TilingRule tilingRule(const ModelOutline& outline, const Dataset& data)
{
    return tilingFor(outline.config, data.name);
}

RunOutcome runRecipe(const RunRequest& request, RunFeed& feed, const Progress& outer)
{
    const auto start = std::chrono::steady_clock::now();
    const auto progress = feeding(outer, feed);
    const auto& w = *request.workspace;
    auto& memory = *request.memory;
    PipelineOptions options;
    options.threads = request.threads;
    options.profileInputs = true;
    options.cache = memory.caches.stages.get();
    options.weightDone = [&](SiteIndex site, const WeightOutcome& outcome) {
        feed.put([&](RunNews& news) { news.weights.emplace_back(site, outcome); });
    };
    options.errorDone = [&](SiteIndex site, const LayerError& error) {
        feed.put([&](RunNews& news) { news.errors.emplace_back(site, error); });
    };
    options.stageProgress = [&](std::string_view stage, double fraction) { tellStage(feed, stage, fraction); };
    options.updated = [&](const PipelineResult& run) {
        auto models = modelsOf(w.bundle, run);
        feed.put([&](RunNews& news) { news.models = std::move(models); });
    };
    auto run = runPipeline(w.bundle, request.recipe, *w.calibration, options, partOf(progress, 0, 0.55));
    RunOutcome outcome;
    const auto evaluating = std::chrono::steady_clock::now();
    outcome.answers = answerAll(request, run.model, memory.caches.answers, run.outputKey, run.visionKey, feed,
                                stagePart(progress, feed, "answer questions", 0.55, 1));
    const auto end = std::chrono::steady_clock::now();
    outcome.models = modelsOf(w.bundle, run);
    outcome.layers = std::move(run.layers);
    outcome.size = run.size;
    outcome.warnings = std::move(run.warnings);
    outcome.fallbacks = std::move(run.fallbacks);
    outcome.timings = std::move(run.timings);
    outcome.reused = std::move(run.reused);
    outcome.timings.push_back({"answer questions", std::chrono::duration<double>(end - evaluating).count()});
    outcome.calibration = std::move(run.calibration);
    outcome.calibrationOverlap = countOverlap(*w.calibration, outcome.calibration, *w.data, request.limit);
    outcome.seconds = std::chrono::duration<double>(end - start).count();
    return outcome;
}

FloatOutcome answerFloat(const RunRequest& request, RunFeed& feed, const Progress& outer)
{
    const auto progress = feeding(outer, feed);
    const auto& w = *request.workspace;
    const auto& model = w.bundle.model;
    const Plan plan = resolve(request.recipe, model.sites);
    const auto key = stageKeys(request.recipe, plan).questions;
    auto& stages = *request.memory->caches.stages;
    auto profiles = stages.get<LayerInputs>(inputsStage, key);
    if (!profiles) {
        const auto part = stagePart(progress, feed, "profile inputs", 0, 0.1);
        const auto rows =
            calibrationRows(w.calibration->questions.size(), request.recipe.calibration.errorSamples, true);
        const auto samples = prepareQuestions(w.bundle, *w.calibration, rows, request.threads, part);
        ProfileOptions options;
        options.threads = request.threads;
        options.imageToken = w.bundle.generation.imageToken;
        profiles = std::make_shared<const LayerInputs>(profileInputs(model, samples, options, part));
        stages.put<LayerInputs>(inputsStage, key, profiles);
    }
    FloatOutcome outcome;
    outcome.models = std::make_shared<const RunModels>(RunModels{model, model, model, profiles, profiles, {}});
    feed.put([&](RunNews& news) { news.models = outcome.models; });
    outcome.answers = answerAll(request, model, request.memory->caches.floatAnswers, "float", {}, feed,
                                stagePart(progress, feed, "answer with the float model", 0.1, 1));
    return outcome;
}

LayerView viewLayer(const ModelsPtr& models, const Plan& plan, SiteIndex site, int64_t row)
{
    const auto index = static_cast<size_t>(site);
    LayerView view;
    view.site = models->model.sites.at(index);
    view.scheme = plan.schemes.at(index);
    view.weight = viewWeight(models->original.linears[index], models->reference.linears[index],
                             models->model.linears[index], row);
    if (models->inputsBefore && models->inputsAfter)
        view.input = viewInput(models->inputsBefore->profiles.at(index), models->inputsAfter->profiles.at(index),
                               models->model.linears[index]);
    return view;
}

bool canPreview(const ModelsPtr& models)
{
    return models && models->inputsAfter && !models->inputsAfter->rows.empty();
}

std::string transformKey(const Recipe& recipe, const Plan& plan)
{
    return stageKeys(recipe, plan).transform;
}

LayerView previewLayerView(const ModelsPtr& models, const Plan& plan, SiteIndex site, int64_t row, int threads,
                           const Progress& progress)
{
    const auto index = static_cast<size_t>(site);
    const auto& reference = models->reference.linears.at(index);
    const auto& inputs = *models->inputsAfter;
    const auto preview = previewLayer(reference, plan.schemes.at(index), inputs.profiles.at(index),
                                      inputs.rows.at(index), threads, progress, inputs.rowIsImage.at(index));
    LayerView view;
    view.site = models->reference.sites[index];
    view.scheme = plan.schemes[index];
    view.weight = viewWeight(models->original.linears[index], reference, preview.linear, row);
    if (models->inputsBefore)
        view.input = viewInput(models->inputsBefore->profiles.at(index), inputs.profiles[index], preview.linear);
    view.preview = PreviewedLayer{preview.weight, preview.isolated};
    return view;
}

TriedAnswers tryQuestion(const WorkspacePtr& workspace, const ModelsPtr& quantized, const std::vector<uint8_t>& image,
                         const std::string& question, const Progress& progress)
{
    const auto& bundle = workspace->bundle;
    Question asked;
    asked.question = question;
    if (!image.empty())
        asked.image = std::make_shared<const std::vector<uint8_t>>(image);
    const auto input = prepareQuestion(bundle, asked, tilingFor(bundle.model.config, workspace->data->name));
    const auto answer = [&](const Model& model) {
        auto generation = bundle.generation;
        if (mixesSamples(model)) {
            generation.tilesPerChunk = 1 << 20;
            generation.wholePrompt = true;
        }
        const auto tokens = generate(model, std::span(&input, 1), generation, plainPass(model), progress);
        return bundle.tokenizer.decode(tokens.front());
    };
    TriedAnswers answers;
    answers.floatAnswer = answer(bundle.model);
    if (quantized)
        answers.quantizedAnswer = answer(quantized->model);
    return answers;
}

void writeRunFolder(const std::filesystem::path& folder, const OpenedWorkspace& opened, const Recipe& recipe,
                    const RunOutcome& outcome, const Answers& floatAnswers, int64_t limit, int threads)
{
    const auto& w = *opened.workspace;
    prepareOutputFolder(folder);
    RunRecord record;
    record.command = "run";
    record.model = w.bundle.name;
    record.weightFiles = w.bundle.weightFiles;
    record.data = w.data.get();
    record.calibration = w.calibration.get();
    record.limit = limit;
    record.recipe = recipe;
    record.layers = outcome.layers;
    record.size = outcome.size;
    record.calibrationUse = outcome.calibration;
    record.calibrationOverlap = outcome.calibrationOverlap;
    record.warnings = outcome.warnings;
    record.fallbacks = outcome.fallbacks;
    record.timings = outcome.timings;
    record.evaluation = evaluationOf(*w.data, outcome.answers);
    const bool complete =
        std::all_of(floatAnswers.begin(), floatAnswers.end(), [](const auto& a) { return a.has_value(); });
    if (complete && limit < 0)
        record.floatScore = evaluationOf(*w.data, floatAnswers).score;
    record.environment = describeEnvironment(w.bundle.model.device(), w.bundle.model.dtype(), threads);
    writeRun(folder, record);
}

}
