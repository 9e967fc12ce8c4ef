// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jinja/lexer.h"

namespace quantscope::jinja {

// Where a parser stands in the tokens of a template. Every Error names the line.
class TokenStream
{
public:
    explicit TokenStream(std::vector<Token> tokens);

    const Token& current() const
    {
        return m_tokens[m_at];
    }
    // The one behind the current one.
    const Token& ahead() const;
    // The current one; moves on, but not behind the end.
    const Token& take();

    bool isAt(TokenKind kind) const
    {
        return current().kind == kind;
    }
    bool isOperator(std::string_view text) const;
    bool isName(std::string_view text) const;
    // Moves on if the current token is this one.
    bool skipOperator(std::string_view text);
    bool skipName(std::string_view text);
    // The same, but the token must be there.
    void expectOperator(std::string_view text);
    void expectName(std::string_view text);
    std::string takeAnyName();
    void expect(TokenKind kind);

    [[noreturn]] void failUnexpected(const std::string& expected) const;

private:
    std::vector<Token> m_tokens;
    size_t m_at = 0;
};

}
