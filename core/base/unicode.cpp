// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/unicode.h"

#include <algorithm>
#include <utility>

#include <fmt/core.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include "base/error.h"

namespace quantscope {
namespace {

icu::StringPiece piece(std::string_view text)
{
    // ICU's lengths have 31 bits, and lower-casing may lengthen the text.
    if (text.size() > (size_t(1) << 29))
        throw Error(fmt::format("a text of {} bytes is too long, at most 512 MB are expected", text.size()));
    return {text.data(), static_cast<int32_t>(text.size())};
}

const icu::Normalizer2& normalizer(Normalization form)
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* found = nullptr;
    switch (form) {
    case Normalization::Nfc: found = icu::Normalizer2::getNFCInstance(status); break;
    case Normalization::Nfd: found = icu::Normalizer2::getNFDInstance(status); break;
    case Normalization::Nfkc: found = icu::Normalizer2::getNFKCInstance(status); break;
    case Normalization::Nfkd: found = icu::Normalizer2::getNFKDInstance(status); break;
    }
    if (U_FAILURE(status) || !found)
        throw Error("ICU's normalization data cannot be loaded");
    return *found;
}

// Reads the code point at `index` and moves behind it.
char32_t next(std::string_view utf8, size_t& index)
{
    const auto* data = reinterpret_cast<const uint8_t*>(utf8.data());
    auto i = static_cast<int64_t>(index);
    const auto length = static_cast<int64_t>(utf8.size());
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(data, i, length, c);
    index = static_cast<size_t>(i);
    return static_cast<char32_t>(c);
}

// The last code point and the bytes it takes. ICU's macro counts in 32 bits, so it sees only the end of the text.
std::pair<char32_t, size_t> previous(std::string_view utf8)
{
    const auto tail = utf8.substr(utf8.size() - std::min<size_t>(utf8.size(), U8_MAX_LENGTH));
    const auto size = static_cast<int32_t>(tail.size());
    int32_t i = size;
    UChar32 c = 0;
    U8_PREV_OR_FFFD(reinterpret_cast<const uint8_t*>(tail.data()), 0, i, c);
    return {static_cast<char32_t>(c), static_cast<size_t>(size - i)};
}

}

std::string validUtf8(std::string_view bytes)
{
    std::string out;
    out.reserve(bytes.size());
    for (size_t i = 0; i < bytes.size();)
        appendUtf8(out, next(bytes, i));
    return out;
}

std::string normalized(std::string_view utf8, Normalization form)
{
    UErrorCode status = U_ZERO_ERROR;
    const auto& normalize = normalizer(form);
    const auto text = piece(utf8);
    if (normalize.isNormalizedUTF8(text, status) && U_SUCCESS(status))
        return std::string(utf8);
    std::string out;
    status = U_ZERO_ERROR;
    icu::StringByteSink<std::string> sink(&out);
    normalize.normalizeUTF8(0, text, sink, nullptr, status);
    if (U_FAILURE(status))
        throw Error(std::string("a text cannot be normalized: ") + u_errorName(status));
    return out;
}

std::string lowerCase(std::string_view utf8)
{
    std::string out;
    icu::UnicodeString::fromUTF8(piece(utf8)).toLower(icu::Locale::getRoot()).toUTF8String(out);
    return out;
}

std::string upperCase(std::string_view utf8)
{
    std::string out;
    icu::UnicodeString::fromUTF8(piece(utf8)).toUpper(icu::Locale::getRoot()).toUTF8String(out);
    return out;
}

std::string titleCase(char32_t c)
{
    std::string out;
    icu::UnicodeString(static_cast<UChar32>(c)).toTitle(nullptr, icu::Locale::getRoot()).toUTF8String(out);
    return out;
}

bool isPythonSpace(char32_t c)
{
    return (c >= 0x09 && c <= 0x0d) || (c >= 0x1c && c <= 0x20) || c == 0x85 || c == 0xa0 || c == 0x1680 ||
        (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

std::string_view strippedLeft(std::string_view utf8)
{
    for (size_t i = 0; i < utf8.size();) {
        const size_t begin = i;
        if (!isPythonSpace(next(utf8, i)))
            return utf8.substr(begin);
    }
    return {};
}

std::string_view strippedRight(std::string_view utf8)
{
    while (!utf8.empty()) {
        const auto [c, size] = previous(utf8);
        if (!isPythonSpace(c))
            break;
        utf8.remove_suffix(size);
    }
    return utf8;
}

std::string_view stripped(std::string_view utf8)
{
    return strippedRight(strippedLeft(utf8));
}

std::vector<std::string> splitOnSpace(std::string_view utf8)
{
    std::vector<std::string> words;
    size_t wordBegin = 0;
    for (size_t i = 0; i < utf8.size();) {
        const size_t begin = i;
        if (!isPythonSpace(next(utf8, i)))
            continue;
        if (begin > wordBegin)
            words.emplace_back(utf8.substr(wordBegin, begin - wordBegin));
        wordBegin = i;
    }
    if (utf8.size() > wordBegin)
        words.emplace_back(utf8.substr(wordBegin));
    return words;
}

bool isWordCharacter(char32_t c)
{
    const auto code = static_cast<UChar32>(c);
    return u_hasBinaryProperty(code, UCHAR_ALPHABETIC) || u_isdigit(code) ||
        (U_GET_GC_MASK(code) & (U_GC_M_MASK | U_GC_PC_MASK)) != 0 || u_hasBinaryProperty(code, UCHAR_JOIN_CONTROL);
}

bool isLetter(char32_t c)
{
    return (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_L_MASK) != 0;
}

bool isDecimalDigit(char32_t c)
{
    return u_isdigit(static_cast<UChar32>(c));
}

bool isPythonDigit(char32_t c)
{
    const int type = u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_NUMERIC_TYPE);
    return type == U_NT_DECIMAL || type == U_NT_DIGIT;
}

bool isNumeric(char32_t c)
{
    return u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_NUMERIC_TYPE) != U_NT_NONE;
}

bool isPrintable(char32_t c)
{
    return c == ' ' || (U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_C_MASK | U_GC_Z_MASK)) == 0;
}

LetterCase letterCase(char32_t c)
{
    const auto code = static_cast<UChar32>(c);
    if (u_charType(code) == U_TITLECASE_LETTER)
        return LetterCase::Title;
    return u_hasBinaryProperty(code, UCHAR_UPPERCASE) ? LetterCase::Upper
        : u_hasBinaryProperty(code, UCHAR_LOWERCASE)  ? LetterCase::Lower
                                                      : LetterCase::None;
}

bool isCased(char32_t c)
{
    return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_CASED);
}

std::u32string toUtf32(std::string_view utf8)
{
    std::u32string out;
    for (size_t i = 0; i < utf8.size();)
        out += next(utf8, i);
    return out;
}

void appendUtf8(std::string& out, char32_t c)
{
    uint8_t buffer[U8_MAX_LENGTH];
    int32_t length = 0;
    UBool failed = false;
    U8_APPEND(buffer, length, U8_MAX_LENGTH, static_cast<UChar32>(c), failed);
    if (failed)
        out += "\xef\xbf\xbd";
    else
        out.append(reinterpret_cast<const char*>(buffer), static_cast<size_t>(length));
}

std::string toUtf8(std::u32string_view text)
{
    std::string out;
    for (const char32_t c : text)
        appendUtf8(out, c);
    return out;
}

char32_t firstCodePoint(std::string_view utf8)
{
    size_t i = 0;
    return utf8.empty() ? 0 : next(utf8, i);
}

char32_t lastCodePoint(std::string_view utf8)
{
    return utf8.empty() ? 0 : previous(utf8).first;
}

}
