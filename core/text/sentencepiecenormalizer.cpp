// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/sentencepiecenormalizer.h"

#include <algorithm>
#include <cstring>

#include "base/error.h"

namespace quantscope {
namespace {

constexpr std::string_view escapedSpace = "\xe2\x96\x81";

uint32_t littleEndian(std::string_view bytes)
{
    uint32_t value = 0;
    for (size_t i = 4; i-- > 0;)
        value = value << 8 | static_cast<uint8_t>(bytes[i]);
    return value;
}

// The units of a darts-clone double array: a label or a value, an offset to the children, a flag for a leaf.
bool hasLeaf(uint32_t unit)
{
    return (unit >> 8 & 1) != 0;
}

uint32_t valueOf(uint32_t unit)
{
    return unit & 0x7fffffffu;
}

uint32_t labelOf(uint32_t unit)
{
    return unit & 0x800000ffu;
}

uint32_t offsetOf(uint32_t unit)
{
    return (unit >> 10) << ((unit & 0x200u) >> 6);
}

}

void PrefixSet::insert(const std::string& text)
{
    m_texts.insert(text);
    m_longest = std::max(m_longest, text.size());
}

size_t PrefixSet::longestAt(std::string_view text) const
{
    for (size_t size = std::min(m_longest, text.size()); size > 0; --size)
        if (m_texts.count(std::string(text.substr(0, size))))
            return size;
    return 0;
}

size_t utf8Length(std::string_view utf8)
{
    const auto lead = static_cast<uint8_t>(utf8.front());
    const size_t size = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    return std::min(size, utf8.size());
}

SentencePieceNormalizer::SentencePieceNormalizer(const SentencePieceProto& proto, const PrefixSet& userDefined,
                                                 const std::string& what)
    : m_userDefined(userDefined)
    , m_addDummyPrefix(proto.addDummyPrefix)
    , m_removeExtraSpaces(proto.removeExtraSpaces)
    , m_spaceIsSuffix(proto.spaceIsSuffix)
    , m_space(proto.escapeSpaces ? escapedSpace : " ")
{
    const std::string_view map = proto.characterMap;
    if (map.empty())
        return;
    const uint64_t trieBytes = map.size() < 4 ? UINT64_MAX : littleEndian(map);
    if (trieBytes > map.size() - 4 || trieBytes % 4 != 0 || trieBytes == 0)
        throw Error(what + ": the normalization rules of the model are damaged");
    for (size_t at = 4; at < 4 + trieBytes; at += 4)
        m_trie.push_back(littleEndian(map.substr(at)));
    m_targets = map.substr(4 + trieBytes);
}

SentencePieceNormalizer::Replacement SentencePieceNormalizer::mapAt(std::string_view rest) const
{
    Replacement longest;
    if (m_trie.empty())
        return longest;
    uint32_t node = offsetOf(m_trie[0]);
    for (size_t i = 0; i < rest.size(); ++i) {
        const auto label = static_cast<uint8_t>(rest[i]);
        node ^= label;
        if (node >= m_trie.size() || labelOf(m_trie[node]) != label)
            break;
        const uint32_t unit = m_trie[node];
        node ^= offsetOf(unit);
        if (node >= m_trie.size())
            break;
        if (hasLeaf(unit) && valueOf(m_trie[node]) < m_targets.size())
            longest = {std::string_view(m_targets.c_str() + valueOf(m_trie[node])), i + 1};
    }
    return longest;
}

SentencePieceNormalizer::Replacement SentencePieceNormalizer::replaceAt(std::string_view rest) const
{
    if (const size_t size = m_userDefined.longestAt(rest))
        return {rest.substr(0, size), size};
    const auto mapped = mapAt(rest);
    if (mapped.consumed > 0)
        return mapped;
    const size_t size = utf8Length(rest);
    return {rest.substr(0, size), size};
}

std::string SentencePieceNormalizer::normalize(std::string_view utf8, bool prefix) const
{
    if (m_removeExtraSpaces)
        while (!utf8.empty()) {
            const auto first = replaceAt(utf8);
            if (first.text != " ")
                break;
            utf8.remove_prefix(first.consumed);
        }
    if (utf8.empty())
        return {};
    std::string result;
    if (m_addDummyPrefix && prefix && !m_spaceIsSuffix)
        result += m_space;
    bool afterSpace = m_removeExtraSpaces;
    while (!utf8.empty()) {
        auto part = replaceAt(utf8);
        utf8.remove_prefix(part.consumed);
        while (afterSpace && part.text.starts_with(' '))
            part.text.remove_prefix(1);
        if (!part.text.empty())
            afterSpace = m_removeExtraSpaces && part.text.ends_with(' ');
        for (const char c : part.text) {
            if (c == ' ')
                result += m_space;
            else
                result += c;
        }
    }
    while (m_removeExtraSpaces && result.ends_with(m_space))
        result.resize(result.size() - m_space.size());
    if (m_addDummyPrefix && prefix && m_spaceIsSuffix)
        result += m_space;
    return result;
}

}
