// SPDX-License-Identifier: GPL-3.0-or-later
// Evaluation of the demo: float against fake-quantized, alternating, as ratio of medians. One JSON line.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <c10/core/InferenceMode.h>

#include "answering/evaluate.h"
#include "base/allocator.h"
#include "base/blaskernels.h"
#include "experiments/presets.h"
#include "files/resources.h"
#include "run/pipeline.h"

using namespace quantscope;

namespace {

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

Recipe sampledRecipe(int64_t samples)
{
    auto recipe = quantscope::publishedRecipe();
    recipe.calibration.weightSamples = recipe.calibration.activationSamples = samples;
    return recipe;
}

struct Timed
{
    double seconds = 0;
    double correct = 0;
};

Timed timeEvaluation(const LoadedModel& loaded, const Model& model, const Dataset& data, int threads, int64_t limit)
{
    EvaluateOptions options;
    options.threads = threads;
    options.limit = limit;
    const auto start = std::chrono::steady_clock::now();
    const auto result = evaluate(loaded, model, data, options);
    return {std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), result.score.correct};
}

}

// bench_evaluate [QUESTIONS] [ROUNDS] [THREADS]
int main(int argc, char** argv)
{
    startWithFastKernels(argv);
    keepFreedMemory();
    const c10::InferenceMode inference;
    const int64_t questions = argc > 1 ? std::atoll(argv[1]) : 400;
    const int rounds = argc > 2 ? std::atoi(argv[2]) : 3;
    const int threads = argc > 3 ? std::atoi(argv[3]) : static_cast<int>(std::thread::hardware_concurrency());
    const auto loaded = loadModel(findResource("demo/internvl2-ocr-mini"), at::kFloat, at::kCPU);
    const auto data = loadDataset(findResource("demo/ocrbench_mini.tsv"));
    const auto calibration = loadDataset(findResource("demo/ocrbench_mini_calib.tsv"));
    PipelineOptions options;
    options.threads = threads;
    options.measureErrors = false;
    const auto run = runPipeline(loaded, sampledRecipe(8), calibration, options);
    std::vector<double> floats, quantized;
    Timed last;
    for (int i = 0; i < rounds; ++i) {
        last = timeEvaluation(loaded, loaded.model, data, threads, questions);
        floats.push_back(last.seconds);
        quantized.push_back(timeEvaluation(loaded, run.models.model, data, threads, questions).seconds);
    }
    std::printf("{\"task\": \"eval\", \"samples\": %lld, \"threads\": %d, \"hits\": %.0f, \"seconds\": %.2f, "
                "\"quantized_seconds\": %.2f, \"quantized_to_float\": %.3f}\n",
                static_cast<long long>(questions), threads, last.correct, median(floats), median(quantized),
                median(quantized) / median(floats));
    return 0;
}
