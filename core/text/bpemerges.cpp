// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/bpemerges.h"

#include <algorithm>
#include <queue>
#include <tuple>

#include "base/error.h"

namespace quantscope {
namespace {

uint64_t pairKey(int32_t left, int32_t right)
{
    return static_cast<uint64_t>(left) << 32 | static_cast<uint32_t>(right);
}

}

BpeMerges::BpeMerges(const BpeVocabulary& vocabulary, const std::vector<BpeMerge>& merges, const std::string& what)
{
    m_targets.reserve(merges.size());
    uint32_t rank = 0;
    for (const auto& [left, right] : merges) {
        const auto key = pairKey(requiredToken(vocabulary, left, what), requiredToken(vocabulary, right, what));
        m_targets[key] = {rank++, requiredToken(vocabulary, left + right, what)};
    }
}

const BpeMerges::Target* BpeMerges::find(int32_t left, int32_t right) const
{
    const auto found = m_targets.find(pairKey(left, right));
    return found == m_targets.end() ? nullptr : &found->second;
}

void BpeMerges::apply(std::vector<int32_t>& symbols) const
{
    if (symbols.size() < 2)
        return;
    struct Link
    {
        int32_t previous = -1;
        int32_t next = -1;
    };
    using Candidate = std::tuple<uint32_t, int32_t, int32_t>; // rank, position, merged id
    const auto count = static_cast<int32_t>(symbols.size());
    std::vector<Link> links(symbols.size());
    std::vector<Candidate> storage;
    storage.reserve(symbols.size());
    std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> queue(std::greater<>(), std::move(storage));
    const auto symbol = [&](int32_t at) -> int32_t& { return symbols[static_cast<size_t>(at)]; };
    const auto link = [&](int32_t at) -> Link& { return links[static_cast<size_t>(at)]; };
    const auto propose = [&](int32_t at) {
        if (at < 0 || link(at).next < 0)
            return;
        if (const auto* target = find(symbol(at), symbol(link(at).next)))
            queue.emplace(target->rank, at, target->id);
    };
    for (int32_t i = 0; i < count; ++i)
        link(i) = {i - 1, i + 1 < count ? i + 1 : -1};
    for (int32_t i = 0; i < count; ++i)
        propose(i);
    while (!queue.empty()) {
        const auto [rank, at, merged] = queue.top();
        queue.pop();
        // A symbol that was merged into its left neighbour is -1; others may have changed since they were queued.
        const int32_t right = symbol(at) < 0 ? -1 : link(at).next;
        if (right < 0)
            continue;
        const auto* target = find(symbol(at), symbol(right));
        if (!target || target->id != merged)
            continue;
        symbol(at) = merged;
        symbol(right) = -1;
        link(at).next = link(right).next;
        if (link(at).next >= 0)
            link(link(at).next).previous = at;
        propose(link(at).previous);
        propose(at);
    }
    symbols.erase(std::remove(symbols.begin(), symbols.end(), -1), symbols.end());
}

int32_t requiredToken(const BpeVocabulary& vocabulary, const std::string& token, const std::string& what)
{
    const auto found = vocabulary.find(token);
    if (found == vocabulary.end())
        throw Error(what + ": the vocabulary lacks the token " + token + " that a merge or the unknown token needs");
    return static_cast<int32_t>(found->second);
}

}
