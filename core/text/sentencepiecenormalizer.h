// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "text/sentencepieceproto.h"

namespace quantscope {

// Finds the longest of a set of strings at the begin of a text.
class PrefixSet
{
public:
    void insert(const std::string& text);
    // 0 when none fits.
    size_t longestAt(std::string_view text) const;

private:
    std::unordered_set<std::string> m_texts;
    size_t m_longest = 0;
};

// Sentencepiece's text normalization: the model's character map, spaces trimmed, joined and written as "▁", a "▁" in
// front. User-defined pieces pass unchanged.
class SentencePieceNormalizer
{
public:
    // Throws Error beginning with `what` when the character map is damaged.
    SentencePieceNormalizer(const SentencePieceProto& proto, const PrefixSet& userDefined, const std::string& what);

    // Valid UTF-8 in and out; `prefix`: with the "▁" that the model puts in front, if it does.
    std::string normalize(std::string_view utf8, bool prefix = true) const;

private:
    struct Replacement
    {
        std::string_view text;
        size_t consumed = 0;
    };

    Replacement replaceAt(std::string_view rest) const;
    Replacement mapAt(std::string_view rest) const;

    std::vector<uint32_t> m_trie;
    std::string m_targets; // zero-terminated strings, by the trie's values
    PrefixSet m_userDefined;
    bool m_addDummyPrefix = true;
    bool m_removeExtraSpaces = true;
    bool m_spaceIsSuffix = false;
    std::string m_space;
};

// The bytes of the character at the begin of valid UTF-8.
size_t utf8Length(std::string_view utf8);

}
