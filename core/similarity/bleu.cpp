// SPDX-License-Identifier: GPL-3.0-or-later
// Papineni, Roukos, Ward and Zhu, "BLEU: a method for automatic evaluation of machine translation", ACL 2002.
#include "similarity/bleu.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <map>

namespace quantscope {
namespace {

constexpr size_t longestWordRun = 4;
using WordRun = std::array<int, longestWordRun>; // of numbered words, -1 behind the last

std::vector<int> numberedWords(const std::vector<std::string>& words, std::map<std::string, int>& numbers)
{
    std::vector<int> result;
    for (const auto& word : words)
        result.push_back(numbers.try_emplace(word, static_cast<int>(numbers.size())).first->second);
    return result;
}

std::map<WordRun, int64_t> countRuns(const std::vector<int>& words, size_t length)
{
    std::map<WordRun, int64_t> counts;
    for (size_t i = 0; i + length <= words.size(); ++i) {
        WordRun run;
        run.fill(-1);
        std::copy_n(words.begin() + static_cast<ptrdiff_t>(i), length, run.begin());
        ++counts[run];
    }
    return counts;
}

// How many runs of the hypothesis the reference has, each at most as often as it has it.
int64_t commonRuns(const std::vector<int>& reference, const std::vector<int>& hypothesis, size_t length)
{
    const auto expected = countRuns(reference, length);
    int64_t common = 0;
    for (const auto& [run, count] : countRuns(hypothesis, length))
        if (const auto found = expected.find(run); found != expected.end())
            common += std::min(count, found->second);
    return common;
}

}

double bleu(const std::vector<std::string>& reference, const std::vector<std::string>& hypothesis)
{
    std::map<std::string, int> numbers;
    const auto expected = numberedWords(reference, numbers), given = numberedWords(hypothesis, numbers);
    double logarithms = 0;
    for (size_t length = 1; length <= longestWordRun; ++length) {
        const auto common = commonRuns(expected, given, length);
        if (common == 0 && length == 1)
            return 0.0;
        const double runs = given.size() < length ? 1.0 : static_cast<double>(given.size() - length + 1);
        // nltk takes the smallest number for a precision of 0.
        const double precision = common == 0 ? std::numeric_limits<double>::min() : static_cast<double>(common) / runs;
        logarithms += std::log(precision) / double(longestWordRun);
    }
    const double ratio = static_cast<double>(expected.size()) / static_cast<double>(given.size());
    const double brevity = given.size() > expected.size() ? 1.0 : std::exp(1.0 - ratio);
    return brevity * std::exp(logarithms);
}

}
