// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace quantscope {

// Numbers and lists as sentences and tables for people have them.

// `digits` significant digits, fewer where the last ones are zeros.
std::string rounded(double value, int digits = 3);
// A share as people read it: "92 %", "0.4 %"; more than 1 counts as all.
std::string percent(double share);
// Correct answers of all: "354 / 400 (88.5 %)"; a question may be worth a share.
std::string scoreText(double correct, int64_t total);
// Units of 10^9 bytes, with two places.
std::string gigabytes(double bytes);
// "a, b, c"; of more than `most` the first ones and "…".
std::string listed(std::span<const std::string> words, size_t most = SIZE_MAX);
// The same of what each row's member or function says.
template <typename Rows, typename Word> std::string listedBy(const Rows& rows, Word word)
{
    std::vector<std::string> words;
    for (const auto& row : rows)
        words.emplace_back(std::invoke(word, row));
    return listed(words);
}

}
