// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/regexsplitter.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/error.h"

namespace quantscope {
namespace {

// PCRE2's \s counts U+180E, which is no white space since Unicode 6.3.
std::string withUnicodeSpaces(const std::string& pattern)
{
    std::string out;
    for (size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != '\\' || i + 1 == pattern.size()) {
            out += pattern[i];
            continue;
        }
        const char c = pattern[++i];
        if (c == 's')
            out += "\\p{White_Space}";
        else if (c == 'S')
            out += "\\P{White_Space}";
        else
            out += {'\\', c};
    }
    return out;
}

std::string messageOf(int code)
{
    PCRE2_UCHAR buffer[200] = {};
    pcre2_get_error_message(code, buffer, sizeof buffer);
    return reinterpret_cast<const char*>(buffer);
}

using MatchData = std::unique_ptr<pcre2_match_data, decltype(&pcre2_match_data_free)>;

size_t characterEnd(std::string_view utf8, size_t begin)
{
    size_t end = begin + 1;
    while (end < utf8.size() && (static_cast<unsigned char>(utf8[end]) & 0xc0) == 0x80)
        ++end;
    return end;
}

}

struct RegexSplitter::Code
{
    std::unique_ptr<pcre2_code, decltype(&pcre2_code_free)> compiled{nullptr, pcre2_code_free};
    std::string what;
};

RegexSplitter::RegexSplitter(const std::string& pattern, const std::string& what)
{
    const auto text = withUnicodeSpaces(pattern);
    int error = 0;
    PCRE2_SIZE position = 0;
    auto code = std::make_shared<Code>();
    code->what = what;
    code->compiled.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), PCRE2_UTF | PCRE2_UCP,
                                       &error, &position, nullptr));
    if (!code->compiled)
        throw Error(what + ": is not a usable regular expression: " + messageOf(error));
    // Without a just-in-time compiler on this processor PCRE2 interprets: slower, same matches.
    pcre2_jit_compile(code->compiled.get(), PCRE2_JIT_COMPLETE);
    m_code = std::move(code);
}

std::vector<std::string_view> RegexSplitter::split(std::string_view utf8, bool keepGaps) const
{
    std::vector<std::string_view> pieces;
    const auto* code = m_code->compiled.get();
    const MatchData match(pcre2_match_data_create_from_pattern(code, nullptr), pcre2_match_data_free);
    if (!match)
        throw std::bad_alloc();
    size_t done = 0;
    for (size_t at = 0; at < utf8.size();) {
        const auto subject = reinterpret_cast<PCRE2_SPTR>(utf8.data());
        int found = pcre2_match(code, subject, utf8.size(), at, PCRE2_NO_UTF_CHECK, match.get(), nullptr);
        if (found == PCRE2_ERROR_JIT_STACKLIMIT)
            found =
                pcre2_match(code, subject, utf8.size(), at, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, match.get(), nullptr);
        if (found == PCRE2_ERROR_NOMATCH)
            break;
        if (found < 0)
            throw Error(m_code->what + ": the regular expression fails on this text: " + messageOf(found));
        const auto* range = pcre2_get_ovector_pointer(match.get());
        const size_t begin = range[0];
        const size_t end = range[1];
        // \K can make a match begin behind its end.
        if (begin >= end || begin < done) {
            at = characterEnd(utf8, std::max(at, end));
            continue;
        }
        if (keepGaps && begin > done)
            pieces.push_back(utf8.substr(done, begin - done));
        pieces.push_back(utf8.substr(begin, end - begin));
        done = at = end;
    }
    if (keepGaps && done < utf8.size())
        pieces.push_back(utf8.substr(done));
    return pieces;
}

}
