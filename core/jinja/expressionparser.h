// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "jinja/syntax.h"
#include "jinja/tokenstream.h"

namespace quantscope::jinja {

// Reads expressions in Jinja's order of precedence: if, or, and, not, comparisons, + -, ~, * / // %, **, signs, filters
// and tests. Throws Error with the line for bad syntax and for nesting beyond the limit.
class ExpressionParser
{
public:
    ExpressionParser(TokenStream& tokens, const Meter& meter)
        : m_tokens(tokens)
        , m_meter(meter)
    {
    }

    // One expression; with allowCondition = false without `a if b else c` at the top.
    ExpressionPtr expression(bool allowCondition = true);
    // One expression or several with commas between, which are a tuple. A name `endName` ends it as well.
    ExpressionPtr tuple(bool allowCondition = true, std::string_view endName = {});
    // What a for, set or with tag assigns to: names, tuples of them and, if allowed, attributes of a namespace.
    ExpressionPtr target(bool allowNamespace, std::string_view endName = {});
    // A name that may be assigned to.
    ExpressionPtr nameTarget();
    // `first|second ...` for the text of a block, with or without the first |; null when there is none.
    ExpressionPtr blockFilters(bool beginsInline);

private:
    struct Nesting;
    using Node = std::unique_ptr<Expression>;

    Node make(ExpressionKind kind, int line) const;
    ExpressionPtr finish(Node node) const;
    ExpressionPtr binary(BinaryOperator op, ExpressionPtr left, ExpressionPtr right) const;
    ExpressionPtr logical(ExpressionKind kind, ExpressionPtr left, ExpressionPtr right) const;

    ExpressionPtr condition();
    ExpressionPtr alternatives();
    ExpressionPtr conjunctions();
    ExpressionPtr negation();
    ExpressionPtr comparison();
    std::optional<Comparison> takeComparison();
    ExpressionPtr sum();
    ExpressionPtr concatenation();
    ExpressionPtr product();
    ExpressionPtr power();
    ExpressionPtr unary(bool withFilters);
    ExpressionPtr primary();
    ExpressionPtr name();
    ExpressionPtr texts();
    ExpressionPtr listLiteral();
    ExpressionPtr dictLiteral();
    ExpressionPtr parenthesized();
    ExpressionPtr postfix(ExpressionPtr value);
    ExpressionPtr filtersAndTests(ExpressionPtr value);
    ExpressionPtr attribute(ExpressionPtr value);
    ExpressionPtr subscript(ExpressionPtr value);
    ExpressionPtr call(ExpressionPtr function);
    ExpressionPtr filter(ExpressionPtr value);
    ExpressionPtr test(ExpressionPtr value);
    void arguments(Expression& into);
    ExpressionPtr targetPart(bool allowNamespace);
    bool endsTuple(std::string_view endName) const;

    TokenStream& m_tokens;
    const Meter& m_meter;
    int m_nesting = 0;
};

}
