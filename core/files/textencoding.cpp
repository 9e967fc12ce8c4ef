// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/textencoding.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>

#include <unicode/ucsdet.h>
#include <unicode/utf8.h>

namespace quantscope {
namespace {

using namespace std::string_view_literals;

struct Mark
{
    std::string_view bytes, encoding;
};

// UTF-32's little-endian mark begins with UTF-16's.
constexpr std::array<Mark, 4> byteOrderMarks = {{
    {"\xff\xfe\0\0"sv, "UTF-32"},
    {"\0\0\xfe\xff"sv, "UTF-32"},
    {"\xff\xfe"sv, "UTF-16"},
    {"\xfe\xff"sv, "UTF-16"},
}};

struct Name
{
    std::string_view icu, usual;
    bool isEastAsian = false; // of two bytes and more a letter
};

// What people's tables are in, with ICU's name for it. Latin-1 and Windows-1252 cannot be told apart by eye.
constexpr std::array<Name, 12> usualNames = {{
    {"ISO-8859-1", "Latin-1"},
    {"windows-1252", "Latin-1"},
    {"ISO-8859-2", "Latin-2"},
    {"windows-1250", "Windows-1250"},
    {"windows-1251", "Windows-1251"},
    {"windows-1256", "Windows-1256"},
    {"KOI8-R", "KOI8-R"},
    {"GB18030", "GB18030", true},
    {"Big5", "Big5", true},
    {"Shift_JIS", "Shift_JIS", true},
    {"EUC-JP", "EUC-JP", true},
    {"EUC-KR", "EUC-KR", true},
}};

constexpr size_t longestSample = 1 << 16;

// Most letters are ASCII and the others stand alone or in pairs: ICU takes a short text like this for Japanese.
bool looksEuropean(std::string_view bytes)
{
    size_t letters = 0, others = 0, run = 0, longestRun = 0;
    for (const char c : bytes) {
        const bool isOther = static_cast<unsigned char>(c) >= 0x80;
        run = isOther ? run + 1 : 0;
        longestRun = std::max(longestRun, run);
        others += isOther ? 1 : 0;
        letters += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? 1 : 0;
    }
    return longestRun <= 2 && others * 2 < letters;
}

}

std::optional<std::string_view> wideEncoding(std::string_view bytes)
{
    for (const auto& mark : byteOrderMarks)
        if (bytes.starts_with(mark.bytes))
            return mark.encoding;
    if (bytes.size() < 4)
        return std::nullopt;
    const bool first = bytes[0] == 0, second = bytes[1] == 0, third = bytes[2] == 0, fourth = bytes[3] == 0;
    if (first != second && third == first && fourth == second)
        return "UTF-16";
    if (third && (first || fourth) && second)
        return "UTF-32";
    return std::nullopt;
}

size_t firstIllFormed(std::string_view bytes)
{
    constexpr uint64_t highBits = 0x8080808080808080u;
    const auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
    for (size_t at = 0; at < bytes.size();) {
        if (uint64_t word = 0; bytes.size() - at >= sizeof(word)) {
            std::memcpy(&word, data + at, sizeof(word));
            if ((word & highBits) == 0) {
                at += sizeof(word);
                continue;
            }
        }
        auto end = static_cast<int64_t>(at);
        UChar32 c = 0;
        U8_NEXT(data, end, static_cast<int64_t>(bytes.size()), c);
        if (c < 0)
            return at;
        at = static_cast<size_t>(end);
    }
    return std::string_view::npos;
}

std::string_view likelyEncoding(std::string_view bytes)
{
    const bool european = looksEuropean(bytes);
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status), ucsdet_close);
    ucsdet_setText(detector.get(), bytes.data(), static_cast<int32_t>(std::min(bytes.size(), longestSample)), &status);
    int32_t count = 0;
    const auto** matches = ucsdet_detectAll(detector.get(), &count, &status); // the likeliest first
    for (int32_t i = 0; U_SUCCESS(status) && i < count; ++i) {
        const std::string_view found = ucsdet_getName(matches[i], &status);
        const auto* name =
            std::find_if(usualNames.begin(), usualNames.end(), [&](const Name& row) { return row.icu == found; });
        if (name != usualNames.end() && !(name->isEastAsian && european))
            return name->usual;
    }
    return "Latin-1";
}

}
