// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/characterbpe.h"

#include <fmt/core.h>

#include "base/error.h"
#include "base/unicode.h"
#include "text/sentencepiecenormalizer.h"

namespace quantscope {
namespace {

constexpr std::string_view spaceCharacter = "\xe2\x96\x81";
constexpr std::string_view replacementCharacter = "\xef\xbf\xbd";
constexpr size_t longestText = size_t(1) << 30;

std::string textOfRun(const std::string& bytes)
{
    if (validUtf8(bytes) == bytes)
        return bytes;
    std::string text;
    for (size_t i = 0; i < bytes.size(); ++i)
        text += replacementCharacter;
    return text;
}

// All 256 or none.
std::vector<int32_t> byteTokens(const BpeVocabulary& vocabulary)
{
    std::vector<int32_t> ids;
    for (int byte = 0; byte < 256; ++byte)
        if (const auto found = vocabulary.find(fmt::format("<0x{:02X}>", byte)); found != vocabulary.end())
            ids.push_back(static_cast<int32_t>(found->second));
    return ids.size() == 256 ? ids : std::vector<int32_t>();
}

}

CharacterBpe::CharacterBpe(BpeVocabulary vocabulary, const std::vector<BpeMerge>& merges, const BpeOptions& options,
                           const std::string& what)
    : m_vocabulary(std::move(vocabulary))
    , m_merges(m_vocabulary, merges, what)
    , m_options(options)
{
    if (options.byteFallback)
        m_byteIds = byteTokens(m_vocabulary);
    for (size_t byte = 0; byte < m_byteIds.size(); ++byte)
        m_byteOfId[m_byteIds[byte]] = static_cast<char>(byte);
    if (options.unknownToken)
        m_unknownId = requiredToken(m_vocabulary, *options.unknownToken, what);
}

void CharacterBpe::appendBytes(std::string_view character, std::vector<int32_t>& symbols, bool afterUnknown) const
{
    if (!m_byteIds.empty())
        for (const char c : character)
            symbols.push_back(m_byteIds[static_cast<uint8_t>(c)]);
    else if (m_unknownId >= 0 && !(m_options.fuseUnknown && afterUnknown))
        symbols.push_back(m_unknownId);
}

void CharacterBpe::encode(std::string_view utf8, std::vector<int64_t>& ids) const
{
    if (utf8.size() > longestText)
        throw Error(fmt::format("a text of {} bytes is too long to tokenize", utf8.size()));
    if (m_options.ignoreMerges)
        if (const auto whole = m_vocabulary.find(std::string(utf8)); whole != m_vocabulary.end()) {
            ids.push_back(whole->second);
            return;
        }
    std::vector<int32_t> symbols;
    bool afterUnknown = false;
    while (!utf8.empty()) {
        const auto character = utf8.substr(0, utf8Length(utf8));
        utf8.remove_prefix(character.size());
        const auto found = m_vocabulary.find(std::string(character));
        const bool unknown = found == m_vocabulary.end();
        if (unknown)
            appendBytes(character, symbols, afterUnknown);
        else
            symbols.push_back(static_cast<int32_t>(found->second));
        afterUnknown = unknown;
    }
    m_merges.apply(symbols);
    ids.insert(ids.end(), symbols.begin(), symbols.end());
}

std::string CharacterBpe::decode(std::span<const int64_t> ids, const std::vector<std::string>& texts) const
{
    std::string text, bytes;
    for (const auto id : ids) {
        if (const auto byte = m_byteOfId.find(id); byte != m_byteOfId.end()) {
            bytes += byte->second;
            continue;
        }
        text += textOfRun(bytes) + withSpaces(texts[static_cast<size_t>(id)]);
        bytes.clear();
    }
    return text + textOfRun(bytes);
}

const BpeVocabulary& CharacterBpe::vocabulary() const
{
    return m_vocabulary;
}

std::string withSpaces(std::string_view piece)
{
    std::string text;
    for (size_t at = 0; at < piece.size();) {
        const bool isSpace = piece.substr(at).starts_with(spaceCharacter);
        text += isSpace ? ' ' : piece[at];
        at += isSpace ? spaceCharacter.size() : 1;
    }
    return text;
}

std::string textOfBytes(std::string_view bytes)
{
    std::string text;
    for (size_t at = 0; at < bytes.size();) {
        const auto character = bytes.substr(at, utf8Length(bytes.substr(at)));
        const bool isValid = validUtf8(character) == character;
        text += isValid ? character : replacementCharacter;
        at += isValid ? character.size() : 1;
    }
    return text;
}

}
