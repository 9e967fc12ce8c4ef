// SPDX-License-Identifier: GPL-3.0-or-later
#include "jinjavalues/strings.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <limits>

#include "base/unicode.h"

namespace quantscope::jinja {
namespace {

constexpr size_t all = std::string_view::npos;

bool isLead(char c)
{
    return (static_cast<uint8_t>(c) & 0xc0) != 0x80;
}

bool isLineEnd(char32_t c)
{
    return (c >= 0x0a && c <= 0x0d) || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

// From the left, or from the right; the words stand in the order of the text.
std::vector<std::string> splitAtSpace(std::string_view utf8, int64_t most, bool fromRight)
{
    auto chars = codePoints(fromRight ? strippedRight(utf8) : strippedLeft(utf8));
    if (fromRight)
        std::reverse(chars.begin(), chars.end());
    const auto isSpace = [](std::string_view c) { return isPythonSpace(firstCodePoint(c)); };
    std::vector<std::string> parts;
    for (auto begin = chars.begin(); begin != chars.end();) {
        const auto end = most-- == 0 ? chars.end() : std::find_if(begin, chars.end(), isSpace);
        if (fromRight)
            std::reverse(begin, end);
        parts.emplace_back();
        for (auto c = begin; c != end; ++c)
            parts.back() += *c;
        begin = std::find_if_not(end, chars.end(), isSpace);
    }
    if (fromRight)
        std::reverse(parts.begin(), parts.end());
    return parts;
}

// The bytes in the other order: searching from the right is searching from the left in it.
std::string backwards(std::string_view bytes)
{
    return std::string(bytes.rbegin(), bytes.rend());
}

std::vector<std::string> splitAt(std::string_view bytes, std::string_view separator, int64_t most)
{
    std::vector<std::string> parts;
    while (most-- != 0) {
        const size_t at = findText(bytes, separator);
        if (at == all)
            break;
        parts.emplace_back(bytes.substr(0, at));
        bytes.remove_prefix(at + separator.size());
    }
    parts.emplace_back(bytes);
    return parts;
}

// A word with its first letter in title case. The rest is lowered together with the first one, since a final sigma
// depends on what stands before it.
std::string titledWord(std::string_view word)
{
    if (word.empty())
        return {};
    const auto first = codePoints(word.substr(0, std::min<size_t>(word.size(), 4)))[0];
    return titleCase(firstCodePoint(first)) + lowerCase(word).substr(lowerCase(first).size());
}

bool allOf(std::string_view utf8, bool (*test)(char32_t))
{
    const auto chars = toUtf32(utf8);
    return !chars.empty() && std::all_of(chars.begin(), chars.end(), test);
}

// At least one cased letter, and none of the other case.
bool isOneCase(std::string_view utf8, LetterCase wanted)
{
    bool found = false;
    for (const char32_t c : toUtf32(utf8)) {
        const auto letter = letterCase(c);
        if (letter != LetterCase::None && letter != wanted)
            return false;
        found = found || letter == wanted;
    }
    return found;
}

int digitOf(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'z' ? lower - 'a' + 10 : 99;
}

// Without the underscores between digits; none when one stands elsewhere.
std::optional<std::string> withoutUnderscores(std::string_view ascii)
{
    std::string result;
    for (size_t i = 0; i < ascii.size(); ++i) {
        if (ascii[i] != '_') {
            result += ascii[i];
            continue;
        }
        const bool between = i > 0 && i + 1 < ascii.size() && digitOf(ascii[i - 1]) < 99 && digitOf(ascii[i + 1]) < 99;
        if (!between)
            return {};
    }
    return result;
}

void refuseOtherDigits(std::string_view utf8)
{
    for (const char32_t c : toUtf32(utf8))
        if (c > 0x7f && isDecimalDigit(c))
            throw Error("numbers in digits of other scripts are not supported");
}

size_t skipDigits(std::string_view ascii, size_t at)
{
    while (at < ascii.size() && ascii[at] >= '0' && ascii[at] <= '9')
        ++at;
    return at;
}

bool isDecimalNumber(std::string_view ascii)
{
    size_t at = skipDigits(ascii, 0);
    size_t digits = at;
    if (at < ascii.size() && ascii[at] == '.') {
        const size_t end = skipDigits(ascii, at + 1);
        digits += end - at - 1;
        at = end;
    }
    if (digits == 0)
        return false;
    if (at < ascii.size() && (ascii[at] == 'e' || ascii[at] == 'E')) {
        ++at;
        at += at < ascii.size() && (ascii[at] == '+' || ascii[at] == '-');
        const size_t end = skipDigits(ascii, at);
        if (end == at)
            return false;
        at = end;
    }
    return at == ascii.size();
}

// Of a decimal number: from_chars does not say whether it was too large or too small.
double outOfRange(std::string_view ascii)
{
    const size_t exponent = ascii.find_first_of("eE");
    const bool small = exponent == all ? ascii.substr(0, ascii.find('.')).find_first_of("123456789") == all
                                       : ascii.substr(exponent + 1).starts_with('-');
    return small ? 0 : std::numeric_limits<double>::infinity();
}

}

std::vector<std::string_view> codePoints(std::string_view utf8)
{
    std::vector<std::string_view> result;
    for (size_t begin = 0; begin < utf8.size();) {
        size_t end = begin + 1;
        while (end < utf8.size() && !isLead(utf8[end]))
            ++end;
        result.push_back(utf8.substr(begin, end - begin));
        begin = end;
    }
    return result;
}

int64_t codePointCount(std::string_view utf8)
{
    return std::count_if(utf8.begin(), utf8.end(), isLead);
}

size_t findText(std::string_view in, std::string_view what, size_t from)
{
    if (from > in.size())
        return all;
    if (what.empty())
        return from;
    // std::string_view::find needs quadratic time at worst.
    const void* found = memmem(in.data() + from, in.size() - from, what.data(), what.size());
    return found ? static_cast<size_t>(static_cast<const char*>(found) - in.data()) : all;
}

std::string stripText(std::string_view utf8, const std::optional<std::string>& chars, bool left, bool right)
{
    if (!chars) {
        utf8 = left ? strippedLeft(utf8) : utf8;
        return std::string(right ? strippedRight(utf8) : utf8);
    }
    const auto set = toUtf32(*chars);
    const auto text = codePoints(utf8);
    const auto isIn = [&](std::string_view c) { return set.find(firstCodePoint(c)) != set.npos; };
    size_t begin = 0;
    size_t end = text.size();
    while (left && begin < end && isIn(text[begin]))
        ++begin;
    while (right && end > begin && isIn(text[end - 1]))
        --end;
    std::string result;
    for (size_t i = begin; i < end; ++i)
        result += text[i];
    return result;
}

size_t findLastText(std::string_view in, std::string_view what)
{
    const size_t at = findText(backwards(in), backwards(what));
    return at == all ? all : in.size() - at - what.size();
}

std::vector<std::string> splitText(std::string_view utf8, const std::optional<std::string>& separator, int64_t most,
                                   bool fromRight)
{
    if (!separator)
        return splitAtSpace(utf8, most, fromRight);
    if (separator->empty())
        throw Error("empty separator");
    if (!fromRight)
        return splitAt(utf8, *separator, most);
    auto parts = splitAt(backwards(utf8), backwards(*separator), most);
    for (auto& part : parts)
        part = backwards(part);
    std::reverse(parts.begin(), parts.end());
    return parts;
}

std::vector<std::string> splitLines(std::string_view utf8, bool keepEnds)
{
    std::vector<std::string> lines;
    std::string line;
    const auto chars = codePoints(utf8);
    for (size_t i = 0; i < chars.size(); ++i) {
        std::string end(chars[i]);
        if (!isLineEnd(firstCodePoint(end))) {
            line += end;
            continue;
        }
        if (end == "\r" && i + 1 < chars.size() && chars[i + 1] == "\n")
            end += chars[++i];
        lines.push_back(keepEnds ? line + end : line);
        line.clear();
    }
    if (!line.empty())
        lines.push_back(line);
    return lines;
}

std::string replaceText(std::string_view utf8, std::string_view from, std::string_view to, int64_t most, Meter& meter)
{
    std::string result;
    const auto add = [&](std::string_view part) {
        meter.chargeText(part.size());
        result += part;
    };
    if (from.empty()) {
        const auto chars = codePoints(utf8);
        for (size_t i = 0; i <= chars.size(); ++i) {
            if (most-- != 0)
                add(to);
            else
                most = 0;
            if (i < chars.size())
                add(chars[i]);
        }
        return result;
    }
    while (most-- != 0) {
        const size_t at = findText(utf8, from);
        if (at == all)
            break;
        add(utf8.substr(0, at));
        add(to);
        utf8.remove_prefix(at + from.size());
    }
    add(utf8);
    return result;
}

std::string capitalized(std::string_view utf8)
{
    return titledWord(utf8);
}

std::string titled(std::string_view utf8)
{
    std::string result;
    std::string word;
    for (const auto c : codePoints(utf8)) {
        if (isCased(firstCodePoint(c))) {
            word += c;
            continue;
        }
        result += titledWord(word);
        result += c;
        word.clear();
    }
    return result + titledWord(word);
}

std::string titledWords(std::string_view utf8)
{
    std::string result;
    std::string word;
    const auto finish = [&] {
        if (word.empty())
            return;
        const auto first = codePoints(word)[0];
        result += upperCase(first) + lowerCase(std::string_view(word).substr(first.size()));
        word.clear();
    };
    for (const auto c : codePoints(utf8)) {
        const bool ends = isPythonSpace(firstCodePoint(c)) || std::string_view("-({[<").find(c) != all;
        if (ends)
            finish();
        (ends ? result : word) += c;
    }
    finish();
    return result;
}

std::string escapedHtml(std::string_view utf8)
{
    std::string result;
    for (const char c : utf8) {
        switch (c) {
        case '&': result += "&amp;"; break;
        case '<': result += "&lt;"; break;
        case '>': result += "&gt;"; break;
        case '\'': result += "&#39;"; break;
        case '"': result += "&#34;"; break;
        default: result += c;
        }
    }
    return result;
}

bool isOfClass(std::string_view utf8, std::string_view method)
{
    if (method == "isspace")
        return allOf(utf8, isPythonSpace);
    if (method == "isalpha")
        return allOf(utf8, isLetter);
    if (method == "isdigit")
        return allOf(utf8, isPythonDigit);
    if (method == "isdecimal")
        return allOf(utf8, isDecimalDigit);
    if (method == "isnumeric")
        return allOf(utf8, isNumeric);
    if (method == "isalnum")
        return allOf(utf8, [](char32_t c) { return isLetter(c) || isNumeric(c); });
    if (method == "islower")
        return isOneCase(utf8, LetterCase::Lower);
    if (method == "isupper")
        return isOneCase(utf8, LetterCase::Upper);
    return false;
}

std::optional<int64_t> parseInteger(std::string_view utf8, int base)
{
    refuseOtherDigits(utf8);
    auto rest = stripped(utf8);
    const bool negative = rest.starts_with('-');
    if (negative || rest.starts_with('+'))
        rest.remove_prefix(1);
    static constexpr std::pair<char, int> prefixes[] = {{'x', 16}, {'o', 8}, {'b', 2}};
    bool prefixed = false;
    for (const auto& [letter, of] : prefixes)
        if ((base == of || base == 0) && rest.size() > 2 && rest[0] == '0' && (rest[1] | 0x20) == letter) {
            rest.remove_prefix(2);
            base = of;
            prefixed = true;
            break;
        }
    if (prefixed && rest.starts_with('_'))
        rest.remove_prefix(1);
    const auto digits = withoutUnderscores(rest);
    if (!digits || digits->empty())
        return {};
    if (base == 0 && digits->size() > 1 && (*digits)[0] == '0' && digits->find_first_not_of('0') != all)
        return {};
    base = base == 0 ? 10 : base;
    int64_t result = 0;
    for (const char c : *digits)
        if (digitOf(c) >= base)
            return {};
    for (const char c : *digits) {
        const int64_t digit = negative ? -digitOf(c) : digitOf(c);
        if (__builtin_mul_overflow(result, base, &result) || __builtin_add_overflow(result, digit, &result))
            throw Error("the integer " + std::string(utf8.substr(0, 60)) + " has more than 64 bits");
    }
    return result;
}

std::optional<double> parseFloat(std::string_view utf8)
{
    refuseOtherDigits(utf8);
    auto rest = stripped(utf8);
    const bool negative = rest.starts_with('-');
    if (negative || rest.starts_with('+'))
        rest.remove_prefix(1);
    const auto word = lowerCase(rest);
    double result = std::numeric_limits<double>::infinity();
    if (word == "nan") {
        result = std::numeric_limits<double>::quiet_NaN();
    } else if (word != "inf" && word != "infinity") {
        const auto ascii = withoutUnderscores(rest);
        if (!ascii || !isDecimalNumber(*ascii))
            return {};
        const auto [end, error] = std::from_chars(ascii->data(), ascii->data() + ascii->size(), result);
        if (error == std::errc::result_out_of_range)
            result = outOfRange(*ascii);
    }
    return negative ? -result : result;
}

}
