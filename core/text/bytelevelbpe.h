// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/bpemerges.h"

namespace quantscope {

struct BpeOptions
{
    std::optional<std::string> unknownToken; // for bytes that the vocabulary lacks; without it they are dropped
    bool fuseUnknown = false; // consecutive unknown bytes give one token
    bool ignoreMerges = false; // a word that is a token itself is taken whole
    bool byteFallback = false; // over characters: those that the vocabulary lacks become bytes
};

// Byte-pair encoding over bytes. The vocabulary spells each byte as one printable character: printable Latin-1 stands
// for itself, the others follow from U+0100 on (space is U+0120 "Ġ").
class ByteLevelBpe
{
public:
    using Vocabulary = BpeVocabulary;
    using Merge = BpeMerge;

    // `what` names the file in errors. Throws Error when a merge uses a token that the vocabulary lacks.
    ByteLevelBpe(Vocabulary vocabulary, const std::vector<Merge>& merges, const BpeOptions& options,
                 const std::string& what);

    // Appends the ids of one word's bytes.
    void encodeWord(std::string_view bytes, std::vector<int64_t>& ids) const;
    const Vocabulary& vocabulary() const;

private:
    Vocabulary m_vocabulary;
    BpeMerges m_merges;
    std::array<int32_t, 256> m_byteIds = {}; // -1 where the vocabulary lacks the byte
    int32_t m_unknownId = -1;
    BpeOptions m_options;
};

// How such a vocabulary spells these bytes.
std::string byteLevelToken(std::string_view bytes);

// The bytes that a token of such a vocabulary spells; a token with any other character stands for its own UTF-8.
std::string byteLevelBytes(std::string_view token);

}
