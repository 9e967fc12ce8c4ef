// SPDX-License-Identifier: GPL-3.0-or-later
#include "jinja/tokenstream.h"

#include <algorithm>

#include "jinjavalues/strings.h"

namespace quantscope::jinja {
namespace {

std::string described(TokenKind kind)
{
    switch (kind) {
    case TokenKind::Data: return "text";
    case TokenKind::OutputBegin: return "'{{'";
    case TokenKind::OutputEnd: return "'}}'";
    case TokenKind::TagBegin: return "'{%'";
    case TokenKind::TagEnd: return "'%}'";
    case TokenKind::Name: return "a name";
    case TokenKind::Text: return "a text in quotes";
    case TokenKind::Integer: return "an integer";
    case TokenKind::Float: return "a number";
    case TokenKind::Operator: return "an operator";
    case TokenKind::End: return "the end of the template";
    }
    return {};
}

std::string described(const Token& token)
{
    if (token.kind != TokenKind::Name && token.kind != TokenKind::Operator)
        return described(token.kind);
    std::string shown;
    for (const auto c : codePoints(token.text))
        if (shown.size() < 40)
            shown += c;
    return "'" + shown + "'";
}

}

TokenStream::TokenStream(std::vector<Token> tokens)
    : m_tokens(std::move(tokens))
{
}

const Token& TokenStream::ahead() const
{
    return m_tokens[std::min(m_at + 1, m_tokens.size() - 1)];
}

const Token& TokenStream::take()
{
    const auto& taken = m_tokens[m_at];
    if (m_at + 1 < m_tokens.size())
        ++m_at;
    return taken;
}

bool TokenStream::isOperator(std::string_view text) const
{
    return isAt(TokenKind::Operator) && current().text == text;
}

bool TokenStream::isName(std::string_view text) const
{
    return isAt(TokenKind::Name) && current().text == text;
}

bool TokenStream::skipOperator(std::string_view text)
{
    const bool found = isOperator(text);
    if (found)
        take();
    return found;
}

bool TokenStream::skipName(std::string_view text)
{
    const bool found = isName(text);
    if (found)
        take();
    return found;
}

void TokenStream::expectOperator(std::string_view text)
{
    if (!skipOperator(text))
        failUnexpected("'" + std::string(text) + "'");
}

void TokenStream::expectName(std::string_view text)
{
    if (!skipName(text))
        failUnexpected("'" + std::string(text) + "'");
}

std::string TokenStream::takeAnyName()
{
    if (!isAt(TokenKind::Name))
        failUnexpected("a name");
    return take().text;
}

void TokenStream::expect(TokenKind kind)
{
    if (!isAt(kind))
        failUnexpected(described(kind));
    take();
}

void TokenStream::failUnexpected(const std::string& expected) const
{
    failAt(current().line, "expected " + expected + ", found " + described(current()));
}

}
