// SPDX-License-Identifier: GPL-3.0-or-later
#include "jinja/lexer.h"

#include <algorithm>

#include <fmt/core.h>

#include "base/error.h"
#include "base/unicode.h"
#include "jinja/textliteral.h"
#include "jinjavalues/strings.h"

namespace quantscope::jinja {
namespace {

constexpr size_t nowhere = std::string_view::npos;

// Every kind of line end becomes \n, and one at the end goes.
std::string withPlainLineEnds(std::string_view source)
{
    std::string result;
    for (size_t i = 0; i < source.size(); ++i) {
        if (source[i] == '\r')
            i += i + 1 < source.size() && source[i + 1] == '\n';
        result += source[i] == '\r' ? '\n' : source[i];
    }
    if (result.ends_with('\n'))
        result.pop_back();
    return result;
}

class Lexer
{
public:
    explicit Lexer(std::string_view source)
        : m_source(withPlainLineEnds(source))
    {
    }

    std::vector<Token> run()
    {
        while (m_at < m_source.size())
            readRoot();
        add(TokenKind::End);
        return std::move(m_tokens);
    }

private:
    std::string_view rest(size_t from) const
    {
        return std::string_view(m_source).substr(std::min(from, m_source.size()));
    }

    char charAt(size_t at) const
    {
        return at < m_source.size() ? m_source[at] : '\0';
    }

    // Moves on and counts lines.
    void moveTo(size_t end)
    {
        m_line += static_cast<int>(std::count(m_source.begin() + static_cast<std::ptrdiff_t>(m_at),
                                              m_source.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
        m_lineStarts = end > m_at ? m_source[end - 1] == '\n' : m_lineStarts;
        m_at = end;
    }

    Token& add(TokenKind kind, std::string text = {})
    {
        m_tokens.push_back({kind, std::move(text), 0, 0, m_line});
        return m_tokens.back();
    }

    size_t skipSpace(size_t at) const
    {
        return m_source.size() - strippedLeft(rest(at)).size();
    }

    // The position behind the word `name` and the space around it, or nowhere.
    size_t behindWord(size_t at, std::string_view name) const
    {
        at = skipSpace(at);
        return rest(at).starts_with(name) ? skipSpace(at + name.size()) : nowhere;
    }

    // The position behind the end of a tag at `at`, with the white space that goes with it, or nowhere.
    size_t behindEnd(size_t at, std::string_view end, bool plusAllowed, bool trimLine) const
    {
        if (rest(at).starts_with('-') && rest(at + 1).starts_with(end))
            return skipSpace(at + 1 + end.size());
        if (plusAllowed && rest(at).starts_with('+') && rest(at + 1).starts_with(end))
            return at + 1 + end.size();
        if (!rest(at).starts_with(end))
            return nowhere;
        const size_t behind = at + end.size();
        return behind + (trimLine && charAt(behind) == '\n' ? 1 : 0);
    }

    // Text before a tag. `sign` is what stands behind the tag's brace: - takes white space away, + keeps it; without
    // either, blanks from the begin of the line go, except before an output.
    void addData(size_t end, char sign, bool isOutput)
    {
        auto text = std::string_view(m_source).substr(m_at, end - m_at);
        if (sign == '-') {
            text = strippedRight(text);
        } else if (sign != '+' && !isOutput) {
            const size_t lineEnd = text.rfind('\n');
            const size_t lineBegin = lineEnd == nowhere ? 0 : lineEnd + 1;
            if ((lineBegin > 0 || m_lineStarts) && stripped(text.substr(lineBegin)).empty())
                text = text.substr(0, lineBegin);
        }
        if (!text.empty())
            add(TokenKind::Data, std::string(text));
        moveTo(end);
    }

    char signAt(size_t at) const
    {
        return charAt(at) == '-' || charAt(at) == '+' ? charAt(at) : '\0';
    }

    // The begin of the next tag, output or comment, or the end.
    size_t nextBrace() const
    {
        for (size_t at = m_at; (at = m_source.find('{', at)) != nowhere; ++at)
            if (const char c = charAt(at + 1); c == '{' || c == '%' || c == '#')
                return at;
        return m_source.size();
    }

    void readRoot()
    {
        const size_t begin = nextBrace();
        if (begin == m_source.size()) {
            add(TokenKind::Data, m_source.substr(m_at));
            moveTo(begin);
            return;
        }
        const char kind = charAt(begin + 1);
        const char sign = signAt(begin + 2);
        addData(begin, sign, kind == '{');
        const size_t behind = begin + 2 + (sign ? 1 : 0);
        if (kind == '#')
            readComment(behind);
        else if (kind == '{')
            readTag(behind, TokenKind::OutputBegin, TokenKind::OutputEnd);
        else if (const size_t raw = behindRaw(behind); raw != nowhere)
            readRaw(raw);
        else
            readTag(behind, TokenKind::TagBegin, TokenKind::TagEnd);
    }

    size_t behindRaw(size_t at) const
    {
        const size_t behind = behindWord(at, "raw");
        return behind == nowhere ? nowhere : behindEnd(behind, "%}", false, false);
    }

    void readComment(size_t begin)
    {
        const size_t end = m_source.find("#}", begin);
        if (end == nowhere)
            failAt(m_line, "the end of a comment is missing");
        const bool signedEnd = end > begin && signAt(end - 1);
        moveTo(behindEnd(signedEnd ? end - 1 : end, "#}", true, true));
    }

    void readRaw(size_t begin)
    {
        const int line = m_line;
        moveTo(begin);
        for (size_t at = begin; (at = m_source.find("{%", at)) != nowhere; ++at) {
            const char sign = signAt(at + 2);
            const size_t behind = behindWord(at + 2 + (sign ? 1 : 0), "endraw");
            const size_t end = behind == nowhere ? nowhere : behindEnd(behind, "%}", true, true);
            if (end == nowhere)
                continue;
            addData(at, sign, false);
            moveTo(end);
            return;
        }
        failAt(line, "the end of the tag 'raw' is missing");
    }

    void readTag(size_t begin, TokenKind beginKind, TokenKind endKind)
    {
        const bool isOutput = beginKind == TokenKind::OutputBegin;
        add(beginKind);
        moveTo(begin);
        std::string open; // the brackets that are
        while (m_at < m_source.size()) {
            const size_t end = open.empty() ? behindEnd(m_at, isOutput ? "}}" : "%}", !isOutput, !isOutput) : nowhere;
            if (end != nowhere) {
                add(endKind);
                moveTo(end);
                return;
            }
            readToken(open);
        }
    }

    void readToken(std::string& open)
    {
        const char c = charAt(m_at);
        if (const size_t space = skipSpace(m_at); space > m_at)
            moveTo(space);
        else if (c >= '0' && c <= '9')
            readNumber();
        else if (c == '"' || c == '\'')
            readText(c);
        else if (isWordCharacter(firstCodePoint(rest(m_at))))
            readName();
        else
            readOperator(open);
    }

    size_t digitsEnd(size_t at) const
    {
        const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
        while (isDigit(charAt(at)) || (charAt(at) == '_' && isDigit(charAt(at - 1)) && isDigit(charAt(at + 1))))
            ++at;
        return at;
    }

    // The end of a number with a fraction or an exponent, or nowhere.
    size_t floatEnd() const
    {
        if (m_at > 0 && m_source[m_at - 1] == '.')
            return nowhere;
        const auto hasDigits = [this](size_t at) { return digitsEnd(at) > at && charAt(at) != '_'; };
        size_t at = digitsEnd(m_at);
        const size_t whole = at;
        if (charAt(at) == '.' && hasDigits(at + 1))
            at = digitsEnd(at + 1);
        const size_t sign = at + 1 + (charAt(at + 1) == '+' || charAt(at + 1) == '-' ? 1 : 0);
        if ((charAt(at) | 0x20) == 'e' && hasDigits(sign))
            at = digitsEnd(sign);
        return at > whole ? at : nowhere;
    }

    size_t integerEnd() const
    {
        const auto rest2 = lowerCase(rest(m_at).substr(0, 2));
        const std::string_view digits = rest2 == "0x" ? "0123456789abcdefABCDEF"
            : rest2 == "0o"                           ? "01234567"
            : rest2 == "0b"                           ? "01"
                                                      : "";
        if (digits.empty())
            return digitsEnd(m_at);
        size_t at = m_at + 2;
        while (digits.find(charAt(at)) != nowhere ||
               (charAt(at) == '_' && charAt(at + 1) != '\0' && digits.find(charAt(at + 1)) != nowhere))
            ++at;
        return at > m_at + 2 ? at : m_at + 1;
    }

    void readNumber()
    {
        if (const size_t end = floatEnd(); end != nowhere) {
            const auto number = parseFloat(std::string_view(m_source).substr(m_at, end - m_at));
            add(TokenKind::Float).number = number.value_or(0);
            moveTo(end);
            return;
        }
        const size_t end = integerEnd();
        const auto digits = std::string_view(m_source).substr(m_at, end - m_at);
        try {
            const auto number = parseInteger(digits, 0);
            if (!number)
                failAt(m_line, "the number " + std::string(digits.substr(0, 60)) + " is not well formed");
            add(TokenKind::Integer).integer = *number;
        } catch (Error& error) {
            if (!std::string_view(error.what()).starts_with("line "))
                error.prepend(fmt::format("line {}: ", m_line));
            throw;
        }
        moveTo(end);
    }

    void readText(char quote)
    {
        size_t end = m_at + 1;
        while (end < m_source.size() && m_source[end] != quote)
            end += m_source[end] == '\\' ? 2 : 1;
        if (end >= m_source.size())
            failAt(m_line, "the end of a text in quotes is missing");
        add(TokenKind::Text, unescaped(std::string_view(m_source).substr(m_at + 1, end - m_at - 1), m_line));
        moveTo(end + 1);
    }

    void readName()
    {
        size_t end = m_at;
        while (end < m_source.size() && isWordCharacter(firstCodePoint(rest(end).substr(0, 4))))
            end += codePoints(rest(end).substr(0, 4))[0].size();
        add(TokenKind::Name, m_source.substr(m_at, end - m_at));
        moveTo(end);
    }

    void readOperator(std::string& open)
    {
        static constexpr std::string_view two[] = {"//", "**", "==", "!=", ">=", "<="};
        static constexpr std::string_view one = "+-/*%~[](){}><=.:|,;";
        const auto next = rest(m_at).substr(0, 2);
        const bool isTwo = std::find(std::begin(two), std::end(two), next) != std::end(two);
        if (!isTwo && one.find(next[0]) == nowhere)
            failAt(m_line, "unexpected character '" + std::string(codePoints(rest(m_at).substr(0, 4))[0]) + "'");
        const std::string text(next.substr(0, isTwo ? 2 : 1));
        if (text == "(" || text == "[" || text == "{") {
            open += text == "(" ? ')' : text == "[" ? ']' : '}';
        } else if (text == ")" || text == "]" || text == "}") {
            if (open.empty() || open.back() != text[0])
                failAt(m_line, "unexpected '" + text + "'");
            open.pop_back();
        }
        add(TokenKind::Operator, text);
        moveTo(m_at + text.size());
    }

    std::string m_source;
    std::vector<Token> m_tokens;
    size_t m_at = 0;
    int m_line = 1;
    bool m_lineStarts = true; // the text so far ends with a line end
};

}

void failAt(int line, const std::string& sentence)
{
    throw Error(fmt::format("line {}: {}", line, sentence));
}

std::vector<Token> tokenize(std::string_view source)
{
    return Lexer(source).run();
}

}
