// SPDX-License-Identifier: GPL-3.0-or-later
// How long a change takes: the table of the README, measured on the demo through the window's own jobs. One line per
// row, median of the rounds, with the target. Options: rounds (3), questions (all), threads (2).

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <thread>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/randn.h>
#include <QTemporaryDir>

#include "base/allocator.h"
#include "base/blaskernels.h"
#include "engine/engine.h"
#include "engine/jobs.h"
#include "experiments/presets.h"
#include "flopcounter.h"
#include "layerview/previewlayer.h"
#include "layerview/viewlayer.h"

using namespace quantscope;

namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

struct Settings
{
    int rounds = 3;
    int64_t questions = -1;
    int threads = 2;
};

struct Times
{
    double total = 0, errors = 0, firstAnswers = 0; // seconds from the start
    double correct = 0;
    size_t reused = 0;
    std::vector<StageTiming> stages;
};

OpenedWorkspace opened(const std::filesystem::path& cache, const Settings& asked)
{
    OpenSettings settings;
    settings.cache.root = cache;
    settings.threads = asked.threads;
    return openWorkspace(demoSources(), {}, settings,
                         [](const std::string& text) { std::fprintf(stderr, "%s\n", text.c_str()); }, {});
}

// Watches what the job tells while it runs, as the window does.
Times timed(const OpenedWorkspace& workspace, const Recipe& recipe, const Settings& settings)
{
    RunRequest request;
    request.workspace = workspace.workspace;
    request.start.spec.recipe = recipe;
    request.start.spec.subset.count = settings.questions;
    RunFeed feed;
    Times times;
    const auto start = Clock::now();
    const size_t layers = workspace.outline->layers.size();
    std::jthread watcher([&](const std::stop_token& stop) {
        size_t errors = 0;
        while (!stop.stop_requested()) {
            const auto news = feed.take();
            errors += news.errors.size();
            if (times.errors == 0 && errors >= layers)
                times.errors = since(start);
            if (times.firstAnswers == 0 && !news.answers.empty())
                times.firstAnswers = since(start);
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
    });
    RunRecord record;
    runWithoutGradients([&] { record = executeRun(request, feed, {}); });
    times.total = since(start);
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    watcher.request_stop();
    watcher.join();
    times.correct = record.score.correct;
    times.reused = record.reused.size();
    times.stages = record.timings;
    return times;
}

void print(const char* what, double value, const char* unit, const char* target)
{
    std::printf("| %-75s | %8.3f %s | %s |\n", what, value, unit, target);
    std::fflush(stdout);
}

Recipe published()
{
    return findPreset("mquant-w8a8-w4a8")->make();
}

template <typename Edit> Recipe edited(const Edit& edit)
{
    auto recipe = published();
    edit(recipe);
    return recipe;
}

// Cold runs with and without a disk, in turns.
double coldRuns(const Settings& settings)
{
    std::vector<double> with, without, bounds;
    const double speed = measuredOperationsPerSecond(settings.threads);
    for (int round = 0; round < settings.rounds; ++round) {
        const QTemporaryDir folder;
        with.push_back(timed(opened(folder.path().toStdString(), settings), published(), settings).total);
        without.push_back(timed(opened({}, settings), published(), settings).total);
    }
    double operations = 0;
    {
        const FlopCounter counter;
        timed(opened({}, settings), published(), settings);
        operations = counter.operations();
    }
    print("published command, cold", median(with), "s", "<= 45 s");
    print("  its matrix products", operations / 1e9, "GFLOP", "");
    print("  speed of matrix products alone", speed / 1e9, "GFLOP/s", "");
    print("  cold run / time of its matrix products", median(without) / (operations / speed), "x", "<= 1.5");
    print("  with the cache on disk / without", median(with) / median(without), "x", "<= 1.05");
    return median(with);
}

void warmRuns(const Settings& settings, double cold)
{
    std::vector<StageTiming> languageStages;
    std::vector<double> again, fromDisk, bits, observer, clip, llm, llmAnswers, visionTotal;
    for (int round = 0; round < settings.rounds; ++round) {
        const QTemporaryDir folder;
        const auto root = std::filesystem::path(folder.path().toStdString());
        const auto workspace = opened(root, settings);
        const auto first = timed(workspace, published(), settings);
        const auto activation = timed(workspace, edited([](Recipe& r) { r.llm.scheme.activationBits = 6; }), settings);
        bits.push_back(activation.errors);
        observer.push_back(
            timed(workspace, edited([](Recipe& r) { r.llm.scheme.observer = "percentile"; }), settings).errors);
        clip.push_back(
            timed(workspace, edited([](Recipe& r) { r.llm.scheme.activationClipRatio = 0.9; }), settings).errors);
        again.push_back(timed(workspace, published(), settings).total);
        fromDisk.push_back(timed(opened(root, settings), published(), settings).total);
        const auto language = timed(workspace, edited([](Recipe& r) { r.llm.scheme.weightBits = 3; }), settings);
        llm.push_back(language.errors);
        languageStages = language.stages;
        llmAnswers.push_back(language.firstAnswers - language.errors);
        visionTotal.push_back(timed(workspace, edited([](Recipe& r) { r.llm.scheme.weightBits = 5; }), settings).total /
                              cold);
        if (first.correct <= 0)
            std::printf("the published command found nothing\n");
    }
    print("back to an earlier recipe, in the same session", median(again), "s", "<= 0.3 s");
    print("back to an earlier recipe, after a restart, from disk", median(fromDisk), "s", "");
    print("activation bits changed: all layer errors new", median(bits), "s", "<= 1 s");
    print("observer changed: all layer errors new", median(observer), "s", "<= 1 s");
    print("clip ratio changed: all layer errors new", median(clip), "s", "<= 1 s");
    print("LLM weight bits changed (GPTQ): layer errors complete", median(llm), "s", "<= 5 s");
    for (const auto& stage : languageStages)
        print(("  " + std::string(stageId(stage.stage))).c_str(), stage.seconds, "s", "");
    print("  and from there to the first answers", median(llmAnswers), "s", "");
    print("second run with one tower's bits changed / cold", 100 * median(visionTotal), "%", "<= 40 %");
}

void previews(const Settings& settings)
{
    const auto workspace = opened({}, settings);
    RunRequest request;
    request.workspace = workspace.workspace;
    auto recipe = findPreset("w4a16-gptq")->make();
    recipe.calibration.weightSamples = 4;
    request.start.spec.recipe = recipe;
    request.start.spec.subset.count = 1;
    ModelsPtr models;
    request.keepModels = [&](ModelsPtr newer) { models = std::move(newer); };
    RunFeed feed;
    runWithoutGradients([&] { executeRun(request, feed, {}); });
    auto plan = resolve(recipe, workspace.outline->layers);
    std::vector<double> all;
    for (size_t i = 0; i < plan.schemes.size(); ++i) {
        plan.schemes[i].weightBits = 3;
        const auto start = Clock::now();
        runWithoutGradients(
            [&] { previewLayerView(models, plan, static_cast<LayerIndex>(i), -1, settings.threads, {}); });
        all.push_back(since(start));
    }
    print("one layer's bits changed: preview (GPTQ), median of all layers", median(all), "s", "<= 0.1 s");
    print("  slowest layer", *std::max_element(all.begin(), all.end()), "s", "<= 0.1 s");
}

void largePreview(const Settings& settings)
{
    Linear linear;
    linear.weight = at::randn({4864, 896}) * 0.02;
    const auto rows = at::randn({512, 896});
    InputProfile profile;
    profile.min = rows.min().item<float>();
    profile.max = rows.max().item<float>();
    Scheme scheme;
    scheme.weightBits = 4;
    scheme.weightClip = true;
    scheme.activationBits = 8;
    scheme.activationStatic = true;
    for (const auto* method : {"rtn", "gptq"}) {
        scheme.weightMethod = method;
        std::vector<double> seconds;
        for (int round = 0; round < settings.rounds; ++round) {
            const auto start = Clock::now();
            runWithoutGradients([&] {
                const auto preview = previewLayer(linear, scheme, profile, rows, settings.threads);
                viewWeight(linear, linear, preview.linear, -1);
            });
            seconds.push_back(since(start));
        }
        print((std::string("preview of a 4864 x 896 layer with clip search, ") + method).c_str(), median(seconds), "s",
              "<= 1 s");
    }
}

}

int main(int argc, char** argv)
{
    startWithFastKernels(argv);
    keepFreedMemory();
    Settings settings;
    if (argc > 1)
        settings.rounds = std::atoi(argv[1]);
    if (argc > 2)
        settings.questions = std::atoi(argv[2]);
    if (argc > 3)
        settings.threads = std::atoi(argv[3]);
    std::printf("| what | measured | target |\n|---|---|---|\n");
    previews(settings);
    largePreview(settings);
    const double cold = coldRuns(settings);
    warmRuns(settings, cold);
    return 0;
}
