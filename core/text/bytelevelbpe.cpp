// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/bytelevelbpe.h"

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

}

ByteLevelBpe::ByteLevelBpe(Vocabulary vocabulary, const std::vector<Merge>& merges, const BpeOptions& options,
                           const std::string& what)
    : m_vocabulary(std::move(vocabulary))
    , m_merges(m_vocabulary, merges, what)
    , m_options(options)
{
    for (size_t byte = 0; byte < 256; ++byte) {
        const char c = static_cast<char>(byte);
        const auto found = m_vocabulary.find(byteLevelToken({&c, 1}));
        m_byteIds[byte] = found == m_vocabulary.end() ? -1 : static_cast<int32_t>(found->second);
    }
    if (options.unknownToken)
        m_unknownId = requiredToken(m_vocabulary, *options.unknownToken, what);
}

const ByteLevelBpe::Vocabulary& ByteLevelBpe::vocabulary() const
{
    return m_vocabulary;
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
    m_merges.apply(symbols);
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
