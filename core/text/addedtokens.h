// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace quantscope {

// A token that is found in the text before the vocabulary sees it.
struct AddedToken
{
    int64_t id = 0;
    std::string content;
    bool leftStrip = false; // takes the white space before it along
    bool rightStrip = false; // and behind it
    bool singleWord = false; // only where no word character adjoins
    bool normalized = false; // searched in the normalized text instead of the raw one
    bool special = false; // left out of decoded text on request
};

// A piece of text, or a token when id >= 0.
struct TextSegment
{
    std::string_view text;
    int64_t id = -1;
};

// Finds added tokens: leftmost first, then longest.
class AddedTokenFinder
{
public:
    void add(const AddedToken& token);
    std::vector<TextSegment> split(std::string_view utf8) const;

private:
    struct Node
    {
        std::unordered_map<char, uint32_t> children;
        int32_t token = -1;
    };

    const AddedToken* longestAt(std::string_view text, size_t begin) const;

    std::vector<AddedToken> m_tokens;
    std::vector<Node> m_nodes = std::vector<Node>(1);
};

}
