// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/benchmarks.h"

#include <algorithm>
#include <array>

#include "tasks/benchmarks/chartqa.h"
#include "tasks/benchmarks/docvqa.h"
#include "tasks/benchmarks/infovqa.h"
#include "tasks/benchmarks/ocrbench.h"
#include "tasks/benchmarks/other.h"
#include "tasks/benchmarks/textvqa.h"

namespace quantscope {
namespace {

// A file's name counts more than its categories.
constexpr std::array benchmarkTable{&ocrBench, &textVqa,         &docVqa,        &infoVqa,
                                    &chartQa,  &renamedOcrBench, &otherQuestions};

}

std::span<const Benchmark* const> benchmarks()
{
    return benchmarkTable;
}

const Benchmark& benchmarkFor(const DatasetTraits& traits)
{
    const auto found = std::find_if(benchmarkTable.begin(), benchmarkTable.end(),
                                    [&](const Benchmark* row) { return row->matches(traits); });
    return found != benchmarkTable.end() ? **found : defaultBenchmark();
}

const Benchmark& defaultBenchmark()
{
    return otherQuestions;
}

}
