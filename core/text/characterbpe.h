// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/bytelevelbpe.h"

namespace quantscope {

// Byte-pair encoding over characters, as a tokenizer.json has it that was made from a sentencepiece model: spaces are
// written "▁", a character that the vocabulary lacks becomes its bytes <0x00> to <0xFF>.
class CharacterBpe
{
public:
    // Throws Error naming `what` when a merge uses a token that the vocabulary lacks.
    CharacterBpe(BpeVocabulary, const std::vector<BpeMerge>& merges, const BpeOptions&, const std::string& what);

    // Appends the ids of valid UTF-8 whose spaces are replaced.
    void encode(std::string_view utf8, std::vector<int64_t>& ids) const;
    // Their text with spaces; bytes in a row that are not UTF-8 as a whole become one U+FFFD each. `texts`: tokens by
    // id.
    std::string decode(std::span<const int64_t> ids, const std::vector<std::string>& texts) const;
    const BpeVocabulary& vocabulary() const;

private:
    void appendBytes(std::string_view character, std::vector<int32_t>& symbols, bool afterUnknown) const;

    BpeVocabulary m_vocabulary;
    BpeMerges m_merges;
    BpeOptions m_options;
    std::vector<int32_t> m_byteIds; // of all 256 bytes; empty without byte fallback
    std::unordered_map<int64_t, char> m_byteOfId;
    int32_t m_unknownId = -1;
};

// "▁" as spaces.
std::string withSpaces(std::string_view piece);
// Every byte of `bytes` that belongs to no character becomes a replacement character of its own.
std::string textOfBytes(std::string_view bytes);

}
