// SPDX-License-Identifier: GPL-3.0-or-later
#include "jinja/parser.h"

#include <algorithm>
#include <initializer_list>
#include <map>

#include "jinja/expressionparser.h"

namespace quantscope::jinja {
namespace {

class Parser
{
public:
    Parser(std::string_view source, const TemplateLimits& limits)
        : m_tokens(tokenize(source))
        , m_meter(limits)
        , m_expressions(m_tokens, m_meter)
    {
    }

    std::vector<Statement> run()
    {
        return statements({});
    }

private:
    using Ends = std::initializer_list<std::string_view>;

    // Up to one of the tags `ends`, which stays the current token; without ends up to the end of the template.
    std::vector<Statement> statements(Ends ends)
    {
        std::vector<Statement> result;
        const int line = m_tokens.current().line;
        while (!m_tokens.isAt(TokenKind::End)) {
            if (m_tokens.isAt(TokenKind::Data)) {
                result.push_back(make(StatementKind::Data));
                result.back().text = m_tokens.take().text;
            } else if (m_tokens.isAt(TokenKind::OutputBegin)) {
                m_tokens.take();
                result.push_back(make(StatementKind::Output));
                result.back().expression = m_expressions.tuple();
                m_tokens.expect(TokenKind::OutputEnd);
            } else {
                m_tokens.expect(TokenKind::TagBegin);
                const auto isHere = [this](std::string_view end) { return m_tokens.isName(end); };
                if (std::any_of(ends.begin(), ends.end(), isHere))
                    return result;
                result.push_back(statement());
                m_tokens.expect(TokenKind::TagEnd);
            }
        }
        if (ends.size() > 0)
            failAt(line, "the tag '" + std::string(*(ends.end() - 1)) + "' is missing");
        return result;
    }

    Statement make(StatementKind kind) const
    {
        Statement result;
        result.kind = kind;
        result.line = m_tokens.current().line;
        return result;
    }

    Statement statement()
    {
        static const std::map<std::string, Statement (Parser::*)()> tags = {{"break", &Parser::loopControl},
                                                                            {"continue", &Parser::loopControl},
                                                                            {"filter", &Parser::filterBlock},
                                                                            {"for", &Parser::forLoop},
                                                                            {"generation", &Parser::generation},
                                                                            {"if", &Parser::ifElse},
                                                                            {"macro", &Parser::macro},
                                                                            {"set", &Parser::set},
                                                                            {"with", &Parser::with}};
        if (!m_tokens.isAt(TokenKind::Name))
            m_tokens.failUnexpected("the name of a tag");
        const auto tag = tags.find(m_tokens.current().text);
        if (tag == tags.end())
            failAt(m_tokens.current().line, "the tag '" + m_tokens.current().text.substr(0, 40) + "' is not supported");
        if (++m_nesting > m_meter.limits().depth)
            failAt(m_tokens.current().line, fmt::format("tags nest deeper than {} levels", m_meter.limits().depth));
        auto result = (this->*tag->second)();
        --m_nesting;
        return result;
    }

    // The statements between a tag and its end; the current token is then the name of the end.
    std::vector<Statement> body(Ends ends)
    {
        m_tokens.skipOperator(":");
        m_tokens.expect(TokenKind::TagEnd);
        return statements(ends);
    }

    // The same with one end, which is read too.
    std::vector<Statement> wholeBody(std::string_view end)
    {
        auto result = body({end});
        m_tokens.take();
        return result;
    }

    Statement loopControl()
    {
        auto result = make(m_tokens.isName("break") ? StatementKind::Break : StatementKind::Continue);
        if (m_loops == 0)
            failAt(result.line, "'" + m_tokens.current().text + "' stands outside a loop");
        m_tokens.take();
        return result;
    }

    Statement ifElse()
    {
        auto result = make(StatementKind::If);
        while (m_tokens.skipName("if") || m_tokens.skipName("elif")) {
            Branch branch;
            branch.condition = m_expressions.tuple(false);
            branch.body = body({"elif", "else", "endif"});
            result.branches.push_back(std::move(branch));
        }
        if (m_tokens.skipName("else"))
            result.otherwise = wholeBody("endif");
        else
            m_tokens.take();
        return result;
    }

    Statement forLoop()
    {
        auto result = make(StatementKind::For);
        m_tokens.take();
        result.target = m_expressions.target(false, "in");
        m_tokens.expectName("in");
        result.expression = m_expressions.tuple(false, "recursive");
        if (m_tokens.skipName("if"))
            result.filter = m_expressions.expression();
        result.recursive = m_tokens.skipName("recursive");
        ++m_loops;
        result.body = body({"else", "endfor"});
        --m_loops;
        if (m_tokens.skipName("else"))
            result.otherwise = wholeBody("endfor");
        else
            m_tokens.take();
        return result;
    }

    Statement set()
    {
        auto result = make(StatementKind::Set);
        m_tokens.take();
        result.target = m_expressions.target(true);
        if (m_tokens.skipOperator("=")) {
            result.expression = m_expressions.tuple();
            return result;
        }
        result.kind = StatementKind::SetBlock;
        result.filter = m_expressions.blockFilters(false);
        result.body = wholeBody("endset");
        return result;
    }

    Statement macro()
    {
        auto result = make(StatementKind::Macro);
        m_tokens.take();
        result.target = m_expressions.nameTarget();
        result.text = result.target->name;
        m_tokens.expectOperator("(");
        while (!m_tokens.isOperator(")")) {
            if (!result.parameters.empty())
                m_tokens.expectOperator(",");
            result.parameters.push_back(parameter(result));
        }
        m_tokens.take();
        const int loops = std::exchange(m_loops, 0);
        result.body = wholeBody("endmacro");
        m_loops = loops;
        return result;
    }

    Parameter parameter(const Statement& macro)
    {
        Parameter result;
        result.target = m_expressions.nameTarget();
        if (m_tokens.skipOperator("="))
            result.value = m_expressions.expression();
        else if (!macro.parameters.empty() && macro.parameters.back().value)
            failAt(macro.line, "a parameter without a default stands behind one with a default");
        return result;
    }

    Statement filterBlock()
    {
        auto result = make(StatementKind::FilterBlock);
        m_tokens.take();
        result.filter = m_expressions.blockFilters(true);
        result.body = wholeBody("endfilter");
        return result;
    }

    Statement with()
    {
        auto result = make(StatementKind::With);
        m_tokens.take();
        while (!m_tokens.isAt(TokenKind::TagEnd)) {
            if (!result.parameters.empty())
                m_tokens.expectOperator(",");
            Parameter entry;
            entry.target = m_expressions.nameTarget();
            m_tokens.expectOperator("=");
            entry.value = m_expressions.expression();
            result.parameters.push_back(std::move(entry));
        }
        result.body = wholeBody("endwith");
        return result;
    }

    Statement generation()
    {
        auto result = make(StatementKind::Generation);
        m_tokens.take();
        const int loops = std::exchange(m_loops, 0);
        result.body = wholeBody("endgeneration");
        m_loops = loops;
        return result;
    }

    TokenStream m_tokens;
    Meter m_meter;
    ExpressionParser m_expressions;
    int m_nesting = 0;
    int m_loops = 0; // that break and continue may leave here
};

}

std::vector<Statement> parseTemplate(std::string_view source, const TemplateLimits& limits)
{
    return Parser(source, limits).run();
}

}
