// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/pythonliteral.h"

#include <charconv>
#include <cmath>
#include <map>

#include "base/pythontext.h"
#include "base/unicode.h"

namespace quantscope {
namespace {

constexpr int maxDepth = 100;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

int digitValue(char c)
{
    if (isDigit(c))
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : 16;
}

// Recursive descent; every function returns false at the first thing that does not fit.
class Parser
{
public:
    explicit Parser(std::string_view text)
        : m_text(text)
    {
    }

    std::optional<PythonLiteral> parse()
    {
        PythonLiteral literal;
        skipSpace();
        if (!parseValue(literal, 0))
            return std::nullopt;
        skipSpace();
        if (!atEnd() && peek() == ',') {
            // "1, 2" without brackets is a tuple.
            PythonLiteral tuple;
            tuple.kind = PythonLiteral::Kind::Tuple;
            tuple.items.push_back(std::move(literal));
            ++m_at;
            if (!parseItems(tuple, '\0', 0))
                return std::nullopt;
            tuple.text = m_text;
            literal = std::move(tuple);
        }
        return atEnd() ? std::optional(std::move(literal)) : std::nullopt;
    }

private:
    bool atEnd() const
    {
        return m_at >= m_text.size();
    }

    char peek(size_t ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }

    void skipSpace()
    {
        while (!atEnd() && (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r' || peek() == '\f'))
            ++m_at;
    }

    bool takeWord(std::string_view word)
    {
        if (!m_text.substr(m_at).starts_with(word))
            return false;
        m_at += word.size();
        return true;
    }

    bool parseValue(PythonLiteral& value, int depth)
    {
        if (depth > maxDepth)
            return false;
        if (peek() == '[' || peek() == '(')
            return parseSequence(value, depth);
        if (peek() == '{')
            return parseDict(value, depth);
        if (isStringStart())
            return parseStrings(value);
        if (isDigit(peek()) || peek() == '-' || peek() == '+' || peek() == '.')
            return parseNumber(value);
        for (const std::string_view word : {"True", "False", "None"}) {
            if (takeWord(word)) {
                value = {PythonLiteral::Kind::Constant, std::string(word), {}};
                return true;
            }
        }
        return false;
    }

    bool parseSequence(PythonLiteral& value, int depth)
    {
        const size_t begin = m_at;
        const bool isTuple = m_text[m_at++] == '(';
        value.kind = isTuple ? PythonLiteral::Kind::Tuple : PythonLiteral::Kind::List;
        if (!parseItems(value, isTuple ? ')' : ']', depth))
            return false;
        // Parentheses around one value without a comma only group it.
        if (isTuple && value.items.size() == 1 && !m_lastHadComma) {
            PythonLiteral inner = std::move(value.items.front());
            value = std::move(inner);
            return true;
        }
        value.text = m_text.substr(begin, m_at - begin);
        return true;
    }

    bool parseDict(PythonLiteral& value, int depth)
    {
        const size_t begin = m_at++;
        value.kind = PythonLiteral::Kind::Dict;
        bool hadComma = true;
        for (skipSpace(); peek() != '}'; skipSpace()) {
            PythonLiteral key, item;
            if (!hadComma || !parseValue(key, depth + 1) || !takeColon() || !parseValue(item, depth + 1))
                return false;
            // Python cannot hash these.
            if (key.kind == PythonLiteral::Kind::List || key.kind == PythonLiteral::Kind::Dict)
                return false;
            value.items.push_back(std::move(key));
            value.items.push_back(std::move(item));
            skipSpace();
            hadComma = peek() == ',';
            if (hadComma)
                ++m_at;
        }
        ++m_at;
        value.text = m_text.substr(begin, m_at - begin);
        return true;
    }

    bool takeColon()
    {
        skipSpace();
        if (!takeWord(":"))
            return false;
        skipSpace();
        return true;
    }

    // Items up to `close`, which is taken ('\0': the end of the text). Sets m_lastHadComma.
    bool parseItems(PythonLiteral& sequence, char close, int depth)
    {
        bool hadComma = !sequence.items.empty();
        const auto closes = [&] { return close == '\0' ? atEnd() : !atEnd() && peek() == close; };
        for (skipSpace(); !closes(); skipSpace()) {
            if (!sequence.items.empty() && !hadComma)
                return false;
            PythonLiteral item;
            if (!parseValue(item, depth + 1))
                return false;
            sequence.items.push_back(std::move(item));
            skipSpace();
            hadComma = peek() == ',';
            if (hadComma)
                ++m_at;
        }
        if (close != '\0')
            ++m_at;
        m_lastHadComma = hadComma;
        return true;
    }

    bool isStringStart() const
    {
        const char c = peek();
        if (c == '\'' || c == '"')
            return true;
        const bool isPrefix = c == 'r' || c == 'R' || c == 'u' || c == 'U';
        return isPrefix && (peek(1) == '\'' || peek(1) == '"');
    }

    bool parseStrings(PythonLiteral& value)
    {
        value.kind = PythonLiteral::Kind::String;
        while (isStringStart()) {
            if (!parseString(value.text))
                return false;
            const size_t end = m_at;
            skipSpace();
            if (!isStringStart())
                m_at = end;
        }
        return true;
    }

    bool parseString(std::string& out)
    {
        bool isRaw = false;
        if (peek() != '\'' && peek() != '"')
            isRaw = (m_text[m_at++] | 0x20) == 'r';
        const char quote = m_text[m_at];
        const std::string triple(3, quote);
        const bool isTriple = takeWord(triple);
        if (!isTriple)
            ++m_at;
        while (!atEnd()) {
            if (isTriple ? takeWord(triple) : peek() == quote) {
                m_at += isTriple ? 0 : 1;
                return true;
            }
            const char c = m_text[m_at++];
            if (c == '\\' && !atEnd()) {
                if (isRaw)
                    out += {c, m_text[m_at++]};
                else if (!parseEscape(out))
                    return false;
            } else if (c == '\n' && !isTriple) {
                return false;
            } else {
                out += c;
            }
        }
        return false;
    }

    // Behind the backslash.
    bool parseEscape(std::string& out)
    {
        static constexpr std::string_view names = "\\'\"abfnrtv";
        static constexpr std::string_view values = "\\'\"\a\b\f\n\r\t\v";
        const char c = m_text[m_at++];
        if (c == '\n')
            return true;
        if (const size_t found = names.find(c); found != std::string_view::npos) {
            out += values[found];
            return true;
        }
        if (c == 'x' || c == 'u' || c == 'U')
            return parseHex(out, c == 'x' ? 2 : c == 'u' ? 4 : 8);
        if (c >= '0' && c <= '7') {
            char32_t code = static_cast<char32_t>(c - '0');
            for (int i = 0; i < 2 && peek() >= '0' && peek() <= '7'; ++i)
                code = code * 8 + static_cast<char32_t>(m_text[m_at++] - '0');
            appendUtf8(out, code);
            return true;
        }
        // \N{...} needs the names of all characters.
        if (c == 'N')
            return false;
        out += {'\\', c};
        return true;
    }

    bool parseHex(std::string& out, int digits)
    {
        char32_t code = 0;
        for (int i = 0; i < digits; ++i) {
            const int digit = atEnd() ? 16 : digitValue(peek());
            if (digit > 15)
                return false;
            code = code * 16 + static_cast<char32_t>(digit);
            ++m_at;
        }
        if (code > 0x10ffff)
            return false;
        appendUtf8(out, code);
        return true;
    }

    bool parseNumber(PythonLiteral& value)
    {
        value.kind = PythonLiteral::Kind::Number;
        const bool isNegative = peek() == '-';
        if (isNegative || peek() == '+')
            ++m_at;
        skipSpace();
        std::string digits;
        bool isFloat = false;
        for (; isDigit(peek()) || peek() == '.' || peek() == '_' || ((peek() | 0x20) == 'e'); ++m_at) {
            const char c = peek();
            if (c == '_' && !(m_at > 0 && isDigit(m_text[m_at - 1]) && isDigit(peek(1))))
                return false;
            if (c != '_')
                digits += c;
            isFloat = isFloat || !(isDigit(c) || c == '_');
            const bool isExponent = (c | 0x20) == 'e';
            if (isExponent && (peek(1) == '-' || peek(1) == '+')) {
                ++m_at;
                if (peek() == '-')
                    digits += '-';
            }
        }
        return isFloat ? finishFloat(value, digits, isNegative) : finishInteger(value, digits, isNegative);
    }

    bool finishFloat(PythonLiteral& value, const std::string& digits, bool isNegative)
    {
        double number = 0;
        const auto* end = digits.data() + digits.size();
        const auto result = std::from_chars(digits.data(), end, number);
        if (result.ptr != end || result.ec == std::errc::invalid_argument)
            return false;
        // from_chars leaves the value alone out of range, where Python goes to infinity or to zero.
        if (result.ec == std::errc::result_out_of_range)
            number = digits.find("e-") == std::string::npos ? HUGE_VAL : 0.0;
        value.text = representedFloat(isNegative ? -number : number);
        return true;
    }

    bool finishInteger(PythonLiteral& value, const std::string& digits, bool isNegative)
    {
        const bool isZero = digits.find_first_not_of('0') == std::string::npos;
        if (digits.empty() || (digits.size() > 1 && digits.front() == '0' && !isZero))
            return false;
        value.text = isZero ? "0" : (isNegative ? "-" : "") + digits;
        return true;
    }

    std::string_view m_text;
    size_t m_at = 0;
    bool m_lastHadComma = false;
};

// The first of equal keys has the place, the last one the value.
std::vector<std::pair<const PythonLiteral*, const PythonLiteral*>> distinctEntries(const PythonLiteral& dict)
{
    std::vector<std::pair<const PythonLiteral*, const PythonLiteral*>> entries;
    std::map<std::pair<bool, std::string>, size_t> places; // whether it is text, and what is written
    for (size_t i = 0; i + 1 < dict.items.size(); i += 2) {
        const auto& key = dict.items[i];
        const auto [place, isNew] =
            places.try_emplace({key.kind == PythonLiteral::Kind::String, key.text}, entries.size());
        if (isNew)
            entries.emplace_back(&key, &dict.items[i + 1]);
        else
            entries[place->second].second = &dict.items[i + 1];
    }
    return entries;
}

std::string representedItems(const PythonLiteral& sequence)
{
    std::string out;
    for (const auto& item : sequence.items)
        out += (out.empty() ? "" : ", ") + represented(item);
    return out;
}

}

std::string represented(const PythonLiteral& value)
{
    using Kind = PythonLiteral::Kind;
    switch (value.kind) {
    case Kind::String: return representedText(value.text);
    case Kind::Number:
    case Kind::Constant: return value.text;
    case Kind::List: return "[" + representedItems(value) + "]";
    case Kind::Tuple: return "(" + representedItems(value) + (value.items.size() == 1 ? ",)" : ")");
    case Kind::Dict: break;
    }
    std::string out;
    for (const auto& [key, item] : distinctEntries(value))
        out += (out.empty() ? "" : ", ") + represented(*key) + ": " + represented(*item);
    return "{" + out + "}";
}

std::vector<std::pair<std::string, std::string>> printedEntries(const PythonLiteral& dict)
{
    const auto printed = [](const PythonLiteral& value) {
        return value.kind == PythonLiteral::Kind::String ? value.text : represented(value);
    };
    std::vector<std::pair<std::string, std::string>> entries;
    if (dict.kind == PythonLiteral::Kind::Dict)
        for (const auto& [key, value] : distinctEntries(dict))
            entries.emplace_back(printed(*key), printed(*value));
    return entries;
}

std::optional<PythonLiteral> parsePythonLiteral(std::string_view utf8)
{
    return Parser(utf8).parse();
}

}
