// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "synth/synth.h"

namespace quantscope {

struct SynthToken
{
    int64_t id = 0;
    std::string text;
};

// The tokens of a synthetic checkpoint: one for each byte, and the published special tokens at their published ids.
struct SynthTokens
{
    std::vector<SynthToken> bytes; // by id; spelled as byte-level BPE does
    std::vector<SynthToken> special;
    std::string bos; // put in front of every text; may be empty
    std::vector<int64_t> ends;
    int64_t digit = 0; // of "0", the others follow
    int64_t turnEnd = 0; // of the family's template
};

// Throws Error when the vocabulary is too small for them.
SynthTokens synthTokens(const DecoderConfig&);

// The files of these names.
nlohmann::json synthConfigJson(const SynthShape&);
nlohmann::json synthGenerationJson(const SynthTokens&);
nlohmann::json synthTokenizerJson(const SynthTokens&);
nlohmann::json synthTokenizerConfigJson(const SynthTokens&, const DecoderConfig&);

}
