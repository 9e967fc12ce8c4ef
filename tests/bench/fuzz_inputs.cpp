// SPDX-License-Identifier: GPL-3.0-or-later
// Mutated inputs by the million, see tests/support/fuzz.h:
//   fuzz_inputs COUNT [SEED [FIRST [KIND...]]]
// A KIND is one of files, as "session" or "store". A crash leaves the folder that is named first, with the number of
// the input in `current`; `fuzz_inputs 1 SEED NUMBER` is that input alone.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <string>

#include "fuzz.h"

using namespace quantscope::test;

namespace {

constexpr uint64_t reportEvery = 100'000;

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}

int main(int argc, char** argv)
{
    const auto number = [&](int at, uint64_t absent) {
        return argc > at ? std::strtoull(argv[at], nullptr, 10) : absent;
    };
    const uint64_t count = number(1, 0), seed = number(2, 1), first = number(3, 0);
    if (count == 0) {
        std::fputs("fuzz_inputs COUNT [SEED [FIRST [KIND...]]]\n", stderr);
        return 2;
    }
    std::string folder = (std::filesystem::temp_directory_path() / "fuzz-XXXXXX").string();
    if (!::mkdtemp(folder.data())) {
        std::perror(folder.c_str());
        return 2;
    }
    std::printf("in %s\n", folder.c_str());
    std::fflush(stdout);
    uint64_t refused = 0, problems = 0;
    {
        Fuzz fuzz(folder, seed, std::set<std::string>(argv + std::min(argc, 4), argv + argc));
        const auto start = std::chrono::steady_clock::now();
        for (uint64_t input = first; input < first + count; ++input) {
            const auto result = fuzz.tryInput(input);
            refused += result.refused;
            if (!result.problem.empty()) {
                ++problems;
                std::printf("input %llu, %s: %s\n", static_cast<unsigned long long>(input), result.target.c_str(),
                            result.problem.c_str());
                std::fflush(stdout);
            }
            const uint64_t done = input - first + 1;
            if (done % reportEvery == 0 || done == count) {
                std::printf("%llu inputs, %llu refused, %llu problems, %.0f s\n", static_cast<unsigned long long>(done),
                            static_cast<unsigned long long>(refused), static_cast<unsigned long long>(problems),
                            secondsSince(start));
                std::fflush(stdout);
            }
        }
    }
    if (problems == 0)
        std::filesystem::remove_all(folder);
    return problems > 0 ? 1 : 0;
}
