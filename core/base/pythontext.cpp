// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/pythontext.h"

#include <cmath>

#include <fmt/core.h>

#include "base/unicode.h"

namespace quantscope {

std::string representedFloat(double number)
{
    if (std::isnan(number))
        return "nan";
    auto digits = fmt::format("{}", number);
    if (digits.find_first_of(".en") == std::string::npos)
        digits += ".0";
    return digits;
}

std::string representedText(std::string_view utf8)
{
    const bool single = utf8.find('\'') == utf8.npos || utf8.find('"') != utf8.npos;
    const char32_t quote = single ? '\'' : '"';
    std::string out(1, static_cast<char>(quote));
    for (const char32_t c : toUtf32(utf8)) {
        if (c == quote || c == '\\')
            out += '\\';
        if (c == '\n')
            out += "\\n";
        else if (c == '\r')
            out += "\\r";
        else if (c == '\t')
            out += "\\t";
        else if (isPrintable(c))
            appendUtf8(out, c);
        else if (c < 0x100)
            out += fmt::format("\\x{:02x}", uint32_t(c));
        else if (c < 0x10000)
            out += fmt::format("\\u{:04x}", uint32_t(c));
        else
            out += fmt::format("\\U{:08x}", uint32_t(c));
    }
    return out += static_cast<char>(quote);
}

}
