// SPDX-License-Identifier: GPL-3.0-or-later
// Online Hadamard of [4096, n]: our transform against a dense matrix product with the same number of threads.
#include <chrono>
#include <cstdio>
#include <thread>

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/randn.h>
#include <benchmark/benchmark.h>
#include <c10/core/InferenceMode.h>

#include "base/blaskernels.h"
#include "base/parallel.h"
#include "numeric/hadamard.h"

using namespace quantscope;

namespace {

constexpr int64_t rows = 4096;

int cores()
{
    return static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
}

void fast(benchmark::State& state)
{
    const c10::InferenceMode inference;
    const OperationThreads threads(static_cast<int>(state.range(1)));
    const Hadamard transform = hadamardOfSize(state.range(0));
    const at::Tensor x = at::randn({rows, transform.size});
    for (auto _ : state)
        benchmark::DoNotOptimize(hadamardTransform(transform, x));
    state.SetItemsProcessed(state.iterations() * x.numel());
}

void inPlace(benchmark::State& state)
{
    const c10::InferenceMode inference;
    const Hadamard transform = hadamardOfSize(state.range(0));
    at::Tensor x = at::randn({rows, transform.size});
    for (auto _ : state)
        hadamardRowsInPlace(transform, x.data_ptr<float>(), rows, static_cast<int>(state.range(1)));
    state.SetItemsProcessed(state.iterations() * x.numel());
}

void plan(benchmark::State& state)
{
    for (auto _ : state)
        benchmark::DoNotOptimize(hadamardOfSize(state.range(0)));
}

template <typename F> double bestSeconds(int repeats, const F& run)
{
    double best = 1e30;
    for (int i = 0; i < repeats; ++i) {
        const auto start = std::chrono::steady_clock::now();
        run();
        best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    return best;
}

void printRatio(int64_t n)
{
    const c10::InferenceMode inference;
    const OperationThreads threads(cores());
    const Hadamard transform = hadamardOfSize(n);
    const at::Tensor x = at::randn({rows, n}), dense = hadamardRotation(transform).to(at::kFloat).t().contiguous();
    at::Tensor y, z;
    const double matmul = bestSeconds(3, [&] { y = at::matmul(x, dense); });
    const double ours = bestSeconds(10, [&] { z = hadamardTransform(transform, x); });
    std::printf("n %ld: dense %.1f ms, transform %.1f ms, ratio %.1f, largest difference %.1e\n", static_cast<long>(n),
                matmul * 1e3, ours * 1e3, matmul / ours, (y - z).abs().max().item<double>());
}

}

BENCHMARK(fast)
    ->ArgsProduct({{896, 1024, 4096, 4864, 14336, 18944}, {1, cores()}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK(inPlace)->ArgsProduct({{4864}, {1, cores()}})->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(plan)->Arg(4864)->Arg(18944)->Arg(29568)->Arg(13696)->Arg(49152)->Unit(benchmark::kMillisecond);

int main(int argc, char** argv)
{
    quantscope::startWithFastKernels(argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    printRatio(4864);
}
