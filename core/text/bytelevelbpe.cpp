// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/bytelevelbpe.h"

#include <algorithm>
#include <queue>
#include <tuple>

#include <fmt/core.h>

#include "base/error.h"
#include "base/unicode.h"

namespace quantscope {
namespace {

constexpr bool isPrintableLatin1(int byte)
{
    return (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || (byte >= 0xae && byte <= 0xff);
}

constexpr std::array<char32_t, 256> makeCharacterOfByte()
{
    std::array<char32_t, 256> table = {};
    char32_t next = 0x100;
    for (int byte = 0; byte < 256; ++byte)
        table[static_cast<size_t>(byte)] = isPrintableLatin1(byte) ? static_cast<char32_t>(byte) : next++;
    return table;
}

constexpr auto characterOfByte = makeCharacterOfByte();

constexpr std::array<int16_t, 512> makeByteOfCharacter()
{
    std::array<int16_t, 512> table = {};
    table.fill(-1);
    for (size_t byte = 0; byte < 256; ++byte)
        table[characterOfByte[byte]] = static_cast<int16_t>(byte);
    return table;
}

constexpr auto byteOfCharacter = makeByteOfCharacter();

uint64_t pairKey(int32_t left, int32_t right)
{
    return static_cast<uint64_t>(left) << 32 | static_cast<uint32_t>(right);
}

int32_t idOf(const ByteLevelBpe::Vocabulary& vocabulary, const std::string& token, const std::string& what)
{
    const auto found = vocabulary.find(token);
    if (found == vocabulary.end())
        throw Error(what + ": the vocabulary lacks the token " + token + " that a merge or the unknown token needs");
    return static_cast<int32_t>(found->second);
}

}

ByteLevelBpe::ByteLevelBpe(Vocabulary vocabulary, const std::vector<Merge>& merges, const BpeOptions& options,
                           const std::string& what)
    : m_vocabulary(std::move(vocabulary))
    , m_options(options)
{
    for (size_t byte = 0; byte < 256; ++byte) {
        const char c = static_cast<char>(byte);
        const auto found = m_vocabulary.find(byteLevelToken({&c, 1}));
        m_byteIds[byte] = found == m_vocabulary.end() ? -1 : static_cast<int32_t>(found->second);
    }
    if (options.unknownToken)
        m_unknownId = idOf(m_vocabulary, *options.unknownToken, what);
    m_merges.reserve(merges.size());
    uint32_t rank = 0;
    for (const auto& [left, right] : merges) {
        const auto key = pairKey(idOf(m_vocabulary, left, what), idOf(m_vocabulary, right, what));
        m_merges[key] = {rank++, idOf(m_vocabulary, left + right, what)};
    }
}

const ByteLevelBpe::Vocabulary& ByteLevelBpe::vocabulary() const
{
    return m_vocabulary;
}

const ByteLevelBpe::Target* ByteLevelBpe::findMerge(int32_t left, int32_t right) const
{
    const auto found = m_merges.find(pairKey(left, right));
    return found == m_merges.end() ? nullptr : &found->second;
}

void ByteLevelBpe::merge(std::vector<int32_t>& symbols) const
{
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
        if (const auto* target = findMerge(symbol(at), symbol(link(at).next)))
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
        const auto* target = findMerge(symbol(at), symbol(right));
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

void ByteLevelBpe::encodeWord(std::string_view bytes, std::vector<int64_t>& ids) const
{
    if (m_options.ignoreMerges) {
        const auto whole = m_vocabulary.find(byteLevelToken(bytes));
        if (whole != m_vocabulary.end()) {
            ids.push_back(whole->second);
            return;
        }
    }
    if (bytes.size() > (size_t(1) << 30))
        throw Error(fmt::format("a word of {} bytes is too long to tokenize", bytes.size()));
    std::vector<int32_t> symbols;
    symbols.reserve(bytes.size());
    bool afterUnknown = false;
    for (const char c : bytes) {
        const int32_t id = m_byteIds[static_cast<uint8_t>(c)];
        if (id >= 0)
            symbols.push_back(id);
        else if (m_unknownId >= 0 && !(m_options.fuseUnknown && afterUnknown))
            symbols.push_back(m_unknownId);
        afterUnknown = id < 0;
    }
    if (symbols.size() > 1)
        merge(symbols);
    ids.insert(ids.end(), symbols.begin(), symbols.end());
}

std::string byteLevelToken(std::string_view bytes)
{
    std::string text;
    for (const char c : bytes)
        appendUtf8(text, characterOfByte[static_cast<uint8_t>(c)]);
    return text;
}

std::string byteLevelBytes(std::string_view token)
{
    std::string bytes;
    for (const char32_t c : toUtf32(token)) {
        const int16_t byte = c < byteOfCharacter.size() ? byteOfCharacter[c] : int16_t(-1);
        if (byte < 0)
            return std::string(token);
        bytes += static_cast<char>(byte);
    }
    return bytes;
}

}
