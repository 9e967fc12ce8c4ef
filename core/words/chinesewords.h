// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "files/mappedfile.h"
#include "words/unknownwords.h"

namespace quantscope {

// The words of a Chinese text, as jieba 0.42 cuts it: the most likely way through the words of its dictionary, and by
// UnknownWords where that has single characters in a row.
class ChineseWords
{
public:
    // jieba's folder: dict.txt of lines "word count [type]", at most 256 MB, and finalseg. Error names the file that is
    // missing, and its line of another form.
    static ChineseWords open(const std::filesystem::path& folder);

    // White space and signs are words of one character; put together the words are the text.
    std::vector<std::string> cut(std::string_view utf8) const;

private:
    struct Entry
    {
        std::string_view word;
        int64_t count = 0;
    };

    int64_t countOf(std::string_view word) const;
    std::vector<size_t> ends(std::u32string_view block) const;
    void cutBlock(std::u32string_view block, std::vector<std::u32string>& words) const;
    void cutRest(std::u32string_view rest, std::vector<std::u32string>& words) const;

    MappedFile m_file; // the words point into it
    std::vector<Entry> m_entries; // sorted by bytes
    int64_t m_total = 0;
    UnknownWords m_unknown;
};

}
