// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/unicode.h"
#include "text/addedtokens.h"
#include "text/bytelevelbpe.h"

namespace quantscope {

// One step that cuts text into words before BPE.
struct SplitStep
{
    std::optional<std::string> pattern; // a regular expression whose matches are the words; none: no cut
    bool keepGaps = true; // text between the matches is kept as words of its own
    bool prefixSpace = false; // a word that does not begin with a space gets one first
};

// One step that rewrites text before it is cut: a Unicode form, a text in front, or one text for another.
struct NormalizerStep
{
    std::optional<Normalization> form;
    std::string prefix;
    std::string from, to; // from empty: nothing is replaced
};

// How "▁" gets in front of a text whose spaces it replaces.
enum class SpacePrefix { Never, First, Always };

// What the files of a BPE tokenizer say.
struct BpeDescription
{
    bool overCharacters = false; // else over bytes
    ByteLevelBpe::Vocabulary vocabulary;
    std::vector<ByteLevelBpe::Merge> merges;
    BpeOptions options;
    std::vector<NormalizerStep> normalizers;
    std::vector<SplitStep> splits;
    std::vector<AddedToken> addedTokens;
    std::optional<std::string> bosToken; // prepended to every text
    // Over characters: whether a Metaspace pre-tokenizer replaces spaces, and how many spaces decoding takes off.
    bool replacesSpaces = false;
    SpacePrefix spacePrefix = SpacePrefix::Never;
    int64_t strippedSpaces = 0;
};

// True when tokenizer.json holds a BPE model with a byte-level pre-tokenizer.
bool isByteLevelBpe(const nlohmann::json& tokenizerJson);

// tokenizer.json, parsed. Both functions throw Error naming `file` and the field that is wrong or not supported.
BpeDescription describeTokenizerJson(const nlohmann::json& json, const std::filesystem::path& file);

// vocab.json and merges.txt of Qwen2's Python tokenizer, with its word pattern.
BpeDescription describeVocabAndMerges(const std::filesystem::path& folder);

// added_tokens.json, special_tokens_map.json and tokenizer_config.json, as far as they exist; sorted by id. Special is
// what has a role in one of the last two, as Python's own tokenizers have it, whatever a token's flag says.
std::vector<AddedToken> readAddedTokens(const std::filesystem::path& folder);

}
