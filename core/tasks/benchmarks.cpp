// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/benchmarks.h"

#include <algorithm>
#include <array>

#include "base/unicode.h"
#include "tasks/benchmarks/freeanswers.h"
#include "tasks/benchmarks/multiplechoice.h"
#include "tasks/benchmarks/ocrbench.h"
#include "tasks/benchmarks/other.h"
#include "tasks/benchmarks/shortanswers.h"
#include "tasks/benchmarks/yesno.h"

namespace quantscope {
namespace {

constexpr size_t longName = 6; // characters from which on a name is told by its letters alone

// Names that contain others stand before them.
constexpr std::array benchmarkTable{&ocrBenchV2,   &ocrBench,      &textVqa, &vizWiz,    &docVqa,     &infoVqa,
                                    &chartQa,      &ocrVqa,        &gqa,     &mme,       &pope,       &hallusionBench,
                                    &mmBench,      &mmmu,          &hrBench, &mmStar,    &ai2d,       &scienceQa,
                                    &seedBench,    &realWorldQa,   &blink,   &mathVista, &mathVision, &mathVerse,
                                    &mmVet,        &llavaBench,    &mtVqa,   &vcr,       &dude,       &slideVqa,
                                    &otherChoices, &otherQuestions};

bool isPartOfWord(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool standsIn(std::string_view text, std::string_view name)
{
    for (size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
        const size_t end = at + name.size();
        const bool isWord =
            (at == 0 || !isPartOfWord(text[at - 1])) && (end == text.size() || !isPartOfWord(text[end]));
        if (isWord || name.size() >= longName)
            return true;
    }
    return false;
}

bool anyStandsIn(std::string_view text, std::string_view names)
{
    const auto list = splitOnSpace(names);
    return std::any_of(list.begin(), list.end(), [&](const std::string& name) { return standsIn(text, name); });
}

template <typename Matches> const Benchmark* firstRow(Matches matches)
{
    const auto found = std::find_if(benchmarkTable.begin(), benchmarkTable.end(), matches);
    return found != benchmarkTable.end() ? *found : nullptr;
}

}

std::span<const Benchmark* const> benchmarks()
{
    return benchmarkTable;
}

bool isNamed(const Benchmark& row, std::string_view lowerName)
{
    return anyStandsIn(lowerName, row.names) && !anyStandsIn(lowerName, row.otherNames);
}

const Benchmark& benchmarkFor(const DatasetTraits& traits)
{
    if (const auto* named = firstRow([&](const Benchmark* row) { return isNamed(*row, traits.name); }))
        return *named;
    const auto* alike = firstRow([&](const Benchmark* row) { return row->recognizes && row->recognizes(traits); });
    return alike ? *alike : defaultBenchmark();
}

const Benchmark& defaultBenchmark()
{
    return otherQuestions;
}

}
