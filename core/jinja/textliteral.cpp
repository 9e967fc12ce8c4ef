// SPDX-License-Identifier: GPL-3.0-or-later
#include "jinja/textliteral.h"

#include <fmt/core.h>

#include "base/unicode.h"
#include "jinja/lexer.h"

namespace quantscope::jinja {
namespace {

int hexDigit(char32_t c)
{
    if (c >= '0' && c <= '9')
        return static_cast<int>(c - '0');
    const char32_t lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' ? static_cast<int>(lower - 'a') + 10 : -1;
}

class Reader
{
public:
    Reader(std::string_view literal, int line)
        : m_chars(toUtf32(literal))
        , m_line(line)
    {
    }

    std::string read()
    {
        while (m_at < m_chars.size()) {
            const char32_t c = m_chars[m_at++];
            if (c != '\\')
                appendUtf8(m_out, c);
            else
                readEscape(m_chars[m_at++]);
        }
        return std::move(m_out);
    }

private:
    // The lexer sees to it that something stands behind every backslash.
    void readEscape(char32_t c)
    {
        static constexpr std::u32string_view letters = U"abfnrtv\\'\"";
        static constexpr std::string_view values = "\a\b\f\n\r\t\v\\'\"";
        if (const size_t simple = letters.find(c); simple != letters.npos)
            m_out += values[simple];
        else if (c >= '0' && c <= '7')
            readOctal(c);
        else if (c == 'x' || c == 'u' || c == 'U')
            readHex(c == 'x' ? 2 : c == 'u' ? 4 : 8);
        else if (c == 'N')
            failAt(m_line, "the escape \\N in a text is not supported");
        else if (c != '\n')
            keep(c);
    }

    void add(uint32_t code)
    {
        if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
            failAt(m_line, fmt::format("the escape of {:#x} in a text is no character", code));
        appendUtf8(m_out, code);
    }

    void readOctal(char32_t first)
    {
        uint32_t code = first - '0';
        for (int i = 0; i < 2 && m_at < m_chars.size() && m_chars[m_at] >= '0' && m_chars[m_at] <= '7'; ++i)
            code = code * 8 + (m_chars[m_at++] - '0');
        add(code);
    }

    void readHex(int digits)
    {
        uint32_t code = 0;
        for (int i = 0; i < digits; ++i) {
            const int digit = m_at < m_chars.size() ? hexDigit(m_chars[m_at++]) : -1;
            if (digit < 0)
                failAt(m_line, "an escape in a text is cut short");
            code = code << 4 | static_cast<uint32_t>(digit);
        }
        add(code);
    }

    // No escape of Python's: the backslash stays. What Jinja decodes is ASCII, where other characters are escapes
    // themselves, so these show as such.
    void keep(char32_t c)
    {
        m_out += '\\';
        if (c < 0x80)
            appendUtf8(m_out, c);
        else if (c < 0x100)
            m_out += fmt::format("x{:02x}", uint32_t(c));
        else if (c < 0x10000)
            m_out += fmt::format("u{:04x}", uint32_t(c));
        else
            m_out += fmt::format("U{:08x}", uint32_t(c));
    }

    std::u32string m_chars;
    size_t m_at = 0;
    int m_line;
    std::string m_out;
};

}

std::string unescaped(std::string_view literal, int line)
{
    return Reader(literal, line).read();
}

}
