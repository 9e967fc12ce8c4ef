// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace quantscope {

using BpeVocabulary = std::unordered_map<std::string, int64_t>;
using BpeMerge = std::pair<std::string, std::string>;

// The merges of a byte-pair encoding, by rank. A sequence of n symbols takes O(n log n): merges wait in a priority
// queue by rank, then position.
class BpeMerges
{
public:
    BpeMerges() = default;
    // `what` names the file in errors. Throws Error when a merge uses a token that the vocabulary lacks.
    BpeMerges(const BpeVocabulary&, const std::vector<BpeMerge>& merges, const std::string& what);

    // Merges neighbours among the ids until no merge is left.
    void apply(std::vector<int32_t>& symbols) const;

private:
    struct Target
    {
        uint32_t rank = 0;
        int32_t id = 0;
    };

    const Target* find(int32_t left, int32_t right) const;

    std::unordered_map<uint64_t, Target> m_targets; // by left id << 32 | right id
};

// The id of a token that a merge or the unknown token needs. Throws Error when the vocabulary lacks it.
int32_t requiredToken(const BpeVocabulary&, const std::string& token, const std::string& what);

}
