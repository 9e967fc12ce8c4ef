// SPDX-License-Identifier: GPL-3.0-or-later
// GPTQ of one layer, 4 bits with act-order, and the clip search of one layer.
#include <chrono>
#include <cstdio>
#include <thread>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/randn.h>
#include <benchmark/benchmark.h>
#include <c10/core/InferenceMode.h>

#include "base/parallel.h"
#include "numeric/gptq.h"
#include "numeric/hessian.h"

using namespace quantscope;

namespace {

int cores()
{
    return static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
}

// 16384 normal tokens in 8 batches, as the PyTorch baseline draws them.
at::Tensor hessianOf(int64_t columns)
{
    const OperationThreads threads(cores());
    HessianAccumulator hessian(columns);
    for (int batch = 0; batch < 8; ++batch)
        hessian.add(at::randn({2048, columns}), 1);
    return hessian.matrix();
}

// Arguments: in, out, threads, clip search.
void gptq(benchmark::State& state)
{
    const c10::InferenceMode inference;
    const at::Tensor w = at::randn({state.range(1), state.range(0)}), h = hessianOf(state.range(0));
    WeightFormat format;
    format.bits = 4;
    format.clipSearch = state.range(3) != 0;
    GptqOptions options;
    options.actOrder = true;
    options.threads = static_cast<int>(state.range(2));
    for (auto _ : state)
        benchmark::DoNotOptimize(quantizeGptq(w, h, format, options).loss);
}

// Arguments: out, in, bits, threads.
void clipSearch(benchmark::State& state)
{
    const c10::InferenceMode inference;
    const OperationThreads threads(static_cast<int>(state.range(3)));
    const at::Tensor w = at::randn({state.range(0), state.range(1)});
    WeightFormat format;
    format.bits = static_cast<int>(state.range(2));
    format.clipSearch = true;
    for (auto _ : state)
        benchmark::DoNotOptimize(findWeightGrid(w, format));
}

void hessian(benchmark::State& state)
{
    const c10::InferenceMode inference;
    const OperationThreads threads(static_cast<int>(state.range(1)));
    HessianAccumulator accumulator(state.range(0));
    const at::Tensor x = at::randn({2048, state.range(0)});
    for (auto _ : state)
        accumulator.add(x, 1);
}

}

BENCHMARK(gptq)
    ->Args({4864, 896, 1, 0})
    ->Args({4864, 896, cores(), 0})
    ->Args({4864, 896, cores(), 1})
    ->Args({896, 4864, cores(), 0})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK(clipSearch)
    ->Args({4864, 896, 4, 1})
    ->Args({4864, 896, 4, cores()})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK(hessian)->Args({4864, 1})->Args({4864, cores()})->Unit(benchmark::kMillisecond)->UseRealTime();

BENCHMARK_MAIN();
