// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace quantscope {

// Chinese words that no dictionary has, found by a hidden Markov model whose states say where in a word a character
// stands: B at its beginning, M in its middle, E at its end, S alone.
class UnknownWords
{
public:
    // jieba's prob_start.py, prob_trans.py and prob_emit.py in the folder: dictionaries of logarithms, at most 64 MB
    // each. Error names the file that is missing or of another form.
    static UnknownWords open(const std::filesystem::path& folder);

    // The words of Chinese characters alone; put together they are the text.
    std::vector<std::u32string> cut(std::u32string_view characters) const;

private:
    using States = std::array<double, 4>; // in the order B, E, M, S

    std::vector<int> statesOf(std::u32string_view characters) const;
    States emission(char32_t c) const;

    States m_start{};
    std::array<States, 4> m_transition{}; // from, to
    std::unordered_map<char32_t, States> m_emission;
};

}
