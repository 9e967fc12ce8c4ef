// SPDX-License-Identifier: GPL-3.0-or-later
// Keeping and finding results of stages: bytes a second of the checksums, of saving (synced to the disk below the
// folder for temporary files) and of loading, and the time that a small entry takes.
#include <cstring>
#include <filesystem>
#include <unistd.h>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <benchmark/benchmark.h>

#include "cache/store.h"
#include "files/checksum.h"
#include "files/sha256.h"

using namespace quantscope;

namespace {

constexpr int64_t large = int64_t(256) << 20;
constexpr int64_t small = 1000;

class Folder
{
public:
    Folder()
        : m_path(std::filesystem::temp_directory_path() / ("bench_store-" + std::to_string(::getpid())))
    {
    }
    ~Folder()
    {
        std::filesystem::remove_all(m_path);
    }
    const std::filesystem::path& path() const
    {
        return m_path;
    }

private:
    std::filesystem::path m_path;
};

at::Tensor filled(int64_t bytes)
{
    auto tensor = at::empty({bytes}, at::kByte);
    std::memset(tensor.data_ptr(), 3, static_cast<size_t>(bytes));
    return tensor;
}

void checksum(benchmark::State& state)
{
    const auto tensor = filled(large);
    for (auto _ : state) {
        Checksum sum;
        sum.add(tensor.data_ptr(), static_cast<size_t>(large));
        benchmark::DoNotOptimize(sum.value());
    }
    state.SetBytesProcessed(state.iterations() * large);
}

void sha256(benchmark::State& state)
{
    const auto tensor = filled(large);
    for (auto _ : state)
        benchmark::DoNotOptimize(sha256Hex({tensor.data_ptr<uint8_t>(), static_cast<size_t>(large)}));
    state.SetBytesProcessed(state.iterations() * large);
}

// Argument: bytes of the entry. Every entry has its own key, of 200.
void save(benchmark::State& state)
{
    const Folder folder;
    Store store({folder.path(), 4 * large});
    Entry entry;
    entry.tensors["x"] = filled(state.range(0));
    int64_t count = 0;
    for (auto _ : state)
        store.save("bench", cacheKey("bench", 1, std::to_string(count++ % 200)), entry);
    state.SetBytesProcessed(state.iterations() * state.range(0));
}

void load(benchmark::State& state)
{
    const Folder folder;
    Store store({folder.path(), 4 * large});
    Entry entry;
    entry.tensors["x"] = filled(state.range(0));
    const auto key = cacheKey("bench", 1, "");
    store.save("bench", key, entry);
    for (auto _ : state)
        if (!store.load("bench", key))
            state.SkipWithError("the entry is gone");
    state.SetBytesProcessed(state.iterations() * state.range(0));
}

BENCHMARK(checksum)->UseRealTime();
BENCHMARK(sha256)->UseRealTime();
BENCHMARK(save)->Arg(large)->Arg(small)->UseRealTime();
BENCHMARK(load)->Arg(large)->Arg(small)->UseRealTime();

}

BENCHMARK_MAIN();
