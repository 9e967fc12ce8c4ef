// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/pythonnumber.h"

#include <charconv>
#include <limits>
#include <string>

#include "base/unicode.h"

namespace quantscope {
namespace {

bool isAsciiDigit(char c)
{
    return c >= '0' && c <= '9';
}

// Without the underscores; empty where one does not stand between two digits.
std::string withoutUnderscores(std::string_view text)
{
    std::string digits;
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '_') {
            digits += text[i];
            continue;
        }
        if (i == 0 || i + 1 == text.size() || !isAsciiDigit(text[i - 1]) || !isAsciiDigit(text[i + 1]))
            return {};
    }
    return digits;
}

// Too large becomes infinity, too small 0: from_chars leaves the value alone.
double outOfRange(std::string_view number)
{
    const auto exponent = number.find_first_of("eE");
    const bool isTiny = exponent != std::string_view::npos ? number.substr(exponent + 1).starts_with('-')
                                                           : number.starts_with('.') || number.starts_with("0.");
    return isTiny ? 0.0 : std::numeric_limits<double>::infinity();
}

}

std::optional<double> pythonFloat(std::string_view utf8)
{
    auto text = stripped(utf8);
    const bool isNegative = text.starts_with('-');
    if (isNegative || text.starts_with('+'))
        text.remove_prefix(1);
    const double sign = isNegative ? -1.0 : 1.0;
    const auto word = lowerCase(text);
    if (word == "inf" || word == "infinity")
        return sign * std::numeric_limits<double>::infinity();
    if (word == "nan")
        return std::numeric_limits<double>::quiet_NaN();
    const auto number = withoutUnderscores(text);
    if (number.empty() || !(isAsciiDigit(number.front()) || number.front() == '.'))
        return std::nullopt;
    double value = 0;
    const auto* end = number.data() + number.size();
    const auto result = std::from_chars(number.data(), end, value);
    if (result.ptr != end || result.ec == std::errc::invalid_argument)
        return std::nullopt;
    return sign * (result.ec == std::errc::result_out_of_range ? outOfRange(number) : value);
}

}
