// SPDX-License-Identifier: GPL-3.0-or-later
#include "jinja/expressionparser.h"

#include <algorithm>

namespace quantscope::jinja {

// Counts how deep the parser calls itself.
struct ExpressionParser::Nesting
{
    explicit Nesting(ExpressionParser& parser)
        : m_parser(parser)
    {
        if (++m_parser.m_nesting > m_parser.m_meter.limits().depth)
            failAt(m_parser.m_tokens.current().line,
                   fmt::format("the expression nests deeper than {} levels", m_parser.m_meter.limits().depth));
    }
    ~Nesting()
    {
        --m_parser.m_nesting;
    }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;

    ExpressionParser& m_parser;
};

ExpressionParser::Node ExpressionParser::make(ExpressionKind kind, int line) const
{
    auto node = std::make_unique<Expression>();
    node->kind = kind;
    node->line = line;
    return node;
}

// Chains such as a + b + c nest without the parser calling itself; evaluation would.
ExpressionPtr ExpressionParser::finish(Node node) const
{
    for (const auto& child : node->children)
        node->depth = std::max(node->depth, child ? child->depth + 1 : 1);
    for (const auto& entry : node->named)
        node->depth = std::max(node->depth, entry.second->depth + 1);
    if (node->depth > m_meter.limits().depth)
        failAt(node->line, fmt::format("the expression nests deeper than {} levels", m_meter.limits().depth));
    return node;
}

ExpressionPtr ExpressionParser::binary(BinaryOperator op, ExpressionPtr left, ExpressionPtr right) const
{
    auto node = make(ExpressionKind::Binary, left->line);
    node->op = op;
    node->children.push_back(std::move(left));
    node->children.push_back(std::move(right));
    return finish(std::move(node));
}

ExpressionPtr ExpressionParser::logical(ExpressionKind kind, ExpressionPtr left, ExpressionPtr right) const
{
    auto node = make(kind, left->line);
    node->children.push_back(std::move(left));
    node->children.push_back(std::move(right));
    return finish(std::move(node));
}

ExpressionPtr ExpressionParser::expression(bool allowCondition)
{
    const Nesting nesting(*this);
    return allowCondition ? condition() : alternatives();
}

ExpressionPtr ExpressionParser::condition()
{
    auto value = alternatives();
    while (m_tokens.isName("if")) {
        auto node = make(ExpressionKind::Condition, m_tokens.take().line);
        node->children.push_back(alternatives());
        node->children.push_back(std::move(value));
        node->children.push_back(m_tokens.skipName("else") ? expression() : nullptr);
        value = finish(std::move(node));
    }
    return value;
}

ExpressionPtr ExpressionParser::alternatives()
{
    auto left = conjunctions();
    while (m_tokens.skipName("or"))
        left = logical(ExpressionKind::Or, std::move(left), conjunctions());
    return left;
}

ExpressionPtr ExpressionParser::conjunctions()
{
    auto left = negation();
    while (m_tokens.skipName("and"))
        left = logical(ExpressionKind::And, std::move(left), negation());
    return left;
}

ExpressionPtr ExpressionParser::negation()
{
    if (!m_tokens.isName("not"))
        return comparison();
    const Nesting nesting(*this);
    auto node = make(ExpressionKind::Not, m_tokens.take().line);
    node->children.push_back(negation());
    return finish(std::move(node));
}

std::optional<Comparison> ExpressionParser::takeComparison()
{
    static constexpr std::pair<std::string_view, Comparison> symbols[] = {
        {"==", Comparison::Equal},     {"!=", Comparison::NotEqual}, {"<", Comparison::Less},
        {"<=", Comparison::LessEqual}, {">", Comparison::Greater},   {">=", Comparison::GreaterEqual}};
    for (const auto& [symbol, comparison] : symbols)
        if (m_tokens.skipOperator(symbol))
            return comparison;
    if (m_tokens.skipName("in"))
        return Comparison::In;
    const auto& ahead = m_tokens.ahead();
    if (!m_tokens.isName("not") || ahead.kind != TokenKind::Name || ahead.text != "in")
        return {};
    m_tokens.take();
    m_tokens.take();
    return Comparison::NotIn;
}

ExpressionPtr ExpressionParser::comparison()
{
    auto first = sum();
    auto op = takeComparison();
    if (!op)
        return first;
    auto node = make(ExpressionKind::Compare, first->line);
    node->children.push_back(std::move(first));
    for (; op; op = takeComparison()) {
        node->comparisons.push_back(*op);
        node->children.push_back(sum());
    }
    return finish(std::move(node));
}

ExpressionPtr ExpressionParser::sum()
{
    auto left = concatenation();
    while (m_tokens.isOperator("+") || m_tokens.isOperator("-")) {
        const auto op = m_tokens.take().text == "+" ? BinaryOperator::Add : BinaryOperator::Subtract;
        left = binary(op, std::move(left), concatenation());
    }
    return left;
}

ExpressionPtr ExpressionParser::concatenation()
{
    auto first = product();
    if (!m_tokens.isOperator("~"))
        return first;
    auto node = make(ExpressionKind::Concatenate, first->line);
    node->children.push_back(std::move(first));
    while (m_tokens.skipOperator("~"))
        node->children.push_back(product());
    return finish(std::move(node));
}

ExpressionPtr ExpressionParser::product()
{
    static constexpr std::pair<std::string_view, BinaryOperator> symbols[] = {{"*", BinaryOperator::Multiply},
                                                                              {"/", BinaryOperator::Divide},
                                                                              {"//", BinaryOperator::FloorDivide},
                                                                              {"%", BinaryOperator::Modulo}};
    auto left = power();
    for (;;) {
        const auto found = std::find_if(std::begin(symbols), std::end(symbols),
                                        [this](const auto& entry) { return m_tokens.isOperator(entry.first); });
        if (found == std::end(symbols))
            return left;
        m_tokens.take();
        left = binary(found->second, std::move(left), power());
    }
}

ExpressionPtr ExpressionParser::power()
{
    auto left = unary(true);
    while (m_tokens.skipOperator("**"))
        left = binary(BinaryOperator::Power, std::move(left), unary(true));
    return left;
}

ExpressionPtr ExpressionParser::unary(bool withFilters)
{
    const Nesting nesting(*this);
    ExpressionPtr value;
    if (m_tokens.isOperator("-") || m_tokens.isOperator("+")) {
        const auto& sign = m_tokens.take();
        auto node = make(sign.text == "-" ? ExpressionKind::Negate : ExpressionKind::Plus, sign.line);
        node->children.push_back(unary(false));
        value = finish(std::move(node));
    } else {
        value = primary();
    }
    value = postfix(std::move(value));
    return withFilters ? filtersAndTests(std::move(value)) : std::move(value);
}

ExpressionPtr ExpressionParser::primary()
{
    switch (m_tokens.current().kind) {
    case TokenKind::Name: return name();
    case TokenKind::Text: return texts();
    case TokenKind::Integer: {
        auto node = make(ExpressionKind::Constant, m_tokens.current().line);
        node->constant = {m_tokens.take().integer};
        return node;
    }
    case TokenKind::Float: {
        auto node = make(ExpressionKind::Constant, m_tokens.current().line);
        node->constant = {m_tokens.take().number};
        return node;
    }
    default: break;
    }
    if (m_tokens.isOperator("("))
        return parenthesized();
    if (m_tokens.isOperator("["))
        return listLiteral();
    if (m_tokens.isOperator("{"))
        return dictLiteral();
    m_tokens.failUnexpected("an expression");
}

ExpressionPtr ExpressionParser::name()
{
    const auto& token = m_tokens.take();
    auto node = make(ExpressionKind::Constant, token.line);
    if (token.text == "true" || token.text == "True" || token.text == "false" || token.text == "False") {
        node->constant = {token.text == "true" || token.text == "True"};
    } else if (token.text == "none" || token.text == "None") {
        node->constant = {None()};
    } else {
        node->kind = ExpressionKind::Name;
        node->name = token.text;
    }
    return node;
}

// Texts side by side are one.
ExpressionPtr ExpressionParser::texts()
{
    auto node = make(ExpressionKind::Constant, m_tokens.current().line);
    std::string whole;
    while (m_tokens.isAt(TokenKind::Text))
        whole += m_tokens.take().text;
    node->constant = text(std::move(whole));
    return node;
}

ExpressionPtr ExpressionParser::listLiteral()
{
    auto node = make(ExpressionKind::List, m_tokens.take().line);
    while (!m_tokens.isOperator("]")) {
        if (!node->children.empty())
            m_tokens.expectOperator(",");
        if (!m_tokens.isOperator("]"))
            node->children.push_back(expression());
    }
    m_tokens.take();
    return finish(std::move(node));
}

ExpressionPtr ExpressionParser::dictLiteral()
{
    auto node = make(ExpressionKind::Dict, m_tokens.take().line);
    while (!m_tokens.isOperator("}")) {
        if (!node->children.empty())
            m_tokens.expectOperator(",");
        if (m_tokens.isOperator("}"))
            break;
        node->children.push_back(expression());
        m_tokens.expectOperator(":");
        node->children.push_back(expression());
    }
    m_tokens.take();
    return finish(std::move(node));
}

ExpressionPtr ExpressionParser::parenthesized()
{
    const int line = m_tokens.take().line;
    if (m_tokens.skipOperator(")"))
        return make(ExpressionKind::Tuple, line);
    auto inner = tuple();
    m_tokens.expectOperator(")");
    return inner;
}

bool ExpressionParser::endsTuple(std::string_view endName) const
{
    return m_tokens.isAt(TokenKind::OutputEnd) || m_tokens.isAt(TokenKind::TagEnd) || m_tokens.isOperator(")") ||
        (!endName.empty() && m_tokens.isName(endName));
}

ExpressionPtr ExpressionParser::tuple(bool allowCondition, std::string_view endName)
{
    auto first = expression(allowCondition);
    if (!m_tokens.isOperator(","))
        return first;
    auto node = make(ExpressionKind::Tuple, first->line);
    node->children.push_back(std::move(first));
    while (m_tokens.skipOperator(",") && !endsTuple(endName))
        node->children.push_back(expression(allowCondition));
    return finish(std::move(node));
}

ExpressionPtr ExpressionParser::nameTarget()
{
    const int line = m_tokens.current().line;
    auto node = make(ExpressionKind::Name, line);
    node->name = m_tokens.takeAnyName();
    static constexpr std::string_view constants[] = {"true", "True", "false", "False", "none", "None", "loop"};
    if (std::find(std::begin(constants), std::end(constants), node->name) != std::end(constants))
        failAt(line, "'" + node->name + "' cannot be assigned to");
    return node;
}

ExpressionPtr ExpressionParser::targetPart(bool allowNamespace)
{
    const Nesting nesting(*this);
    if (m_tokens.skipOperator("(")) {
        auto inner = target(allowNamespace);
        m_tokens.expectOperator(")");
        return inner;
    }
    auto part = nameTarget();
    if (!allowNamespace || !m_tokens.skipOperator("."))
        return part;
    auto node = make(ExpressionKind::NamespaceTarget, part->line);
    node->name = part->name;
    node->constant = text(m_tokens.takeAnyName());
    return node;
}

ExpressionPtr ExpressionParser::target(bool allowNamespace, std::string_view endName)
{
    auto first = targetPart(allowNamespace);
    if (!m_tokens.isOperator(","))
        return first;
    auto node = make(ExpressionKind::Tuple, first->line);
    node->children.push_back(std::move(first));
    while (m_tokens.skipOperator(",") && !endsTuple(endName))
        node->children.push_back(targetPart(allowNamespace));
    return finish(std::move(node));
}

ExpressionPtr ExpressionParser::postfix(ExpressionPtr value)
{
    for (;;) {
        if (m_tokens.isOperator("."))
            value = attribute(std::move(value));
        else if (m_tokens.isOperator("["))
            value = subscript(std::move(value));
        else if (m_tokens.isOperator("("))
            value = call(std::move(value));
        else
            return value;
    }
}

ExpressionPtr ExpressionParser::filtersAndTests(ExpressionPtr value)
{
    for (;;) {
        if (m_tokens.skipOperator("|"))
            value = filter(std::move(value));
        else if (m_tokens.isName("is"))
            value = test(std::move(value));
        else if (m_tokens.isOperator("("))
            value = call(std::move(value));
        else
            return value;
    }
}

ExpressionPtr ExpressionParser::attribute(ExpressionPtr value)
{
    const int line = m_tokens.take().line;
    auto node = make(ExpressionKind::Attribute, line);
    node->children.push_back(std::move(value));
    if (m_tokens.isAt(TokenKind::Integer)) {
        node->kind = ExpressionKind::Item;
        node->children.push_back(primary());
    } else {
        node->name = m_tokens.takeAnyName();
    }
    return finish(std::move(node));
}

ExpressionPtr ExpressionParser::subscript(ExpressionPtr value)
{
    auto node = make(ExpressionKind::Item, m_tokens.take().line);
    node->children.push_back(std::move(value));
    const auto isBound = [this] { return !m_tokens.isOperator(":") && !m_tokens.isOperator("]"); };
    node->children.push_back(isBound() ? expression() : nullptr);
    while (m_tokens.isOperator(":") && node->children.size() < 4) {
        node->kind = ExpressionKind::Slice;
        m_tokens.take();
        node->children.push_back(isBound() ? expression() : nullptr);
    }
    if (m_tokens.isOperator(","))
        failAt(node->line, "several subscripts with commas between are not supported");
    if (node->kind == ExpressionKind::Item && !node->children[1])
        m_tokens.failUnexpected("an expression");
    m_tokens.expectOperator("]");
    if (node->kind == ExpressionKind::Slice)
        node->children.resize(4);
    return finish(std::move(node));
}

ExpressionPtr ExpressionParser::call(ExpressionPtr function)
{
    auto node = make(ExpressionKind::Call, m_tokens.current().line);
    node->children.push_back(std::move(function));
    arguments(*node);
    return finish(std::move(node));
}

void ExpressionParser::arguments(Expression& into)
{
    m_tokens.expectOperator("(");
    for (bool first = true; !m_tokens.isOperator(")"); first = false) {
        if (!first) {
            m_tokens.expectOperator(",");
            if (m_tokens.isOperator(")"))
                break;
        }
        const auto& ahead = m_tokens.ahead();
        if (m_tokens.isOperator("*") || m_tokens.isOperator("**")) {
            failAt(m_tokens.current().line, "arguments behind * and ** are not supported");
        } else if (m_tokens.isAt(TokenKind::Name) && ahead.kind == TokenKind::Operator && ahead.text == "=") {
            auto name = m_tokens.take().text;
            m_tokens.take();
            into.named.emplace_back(std::move(name), expression());
        } else if (into.named.empty()) {
            into.children.push_back(expression());
        } else {
            failAt(m_tokens.current().line, "an argument without a name stands behind one with a name");
        }
    }
    m_tokens.expectOperator(")");
}

// Names may have dots.
ExpressionPtr ExpressionParser::filter(ExpressionPtr value)
{
    auto node = make(ExpressionKind::Filter, m_tokens.current().line);
    node->name = m_tokens.takeAnyName();
    while (m_tokens.skipOperator("."))
        node->name += "." + m_tokens.takeAnyName();
    node->children.push_back(std::move(value));
    if (m_tokens.isOperator("("))
        arguments(*node);
    return finish(std::move(node));
}

ExpressionPtr ExpressionParser::test(ExpressionPtr value)
{
    const int line = m_tokens.take().line;
    const bool negated = m_tokens.skipName("not");
    auto node = make(ExpressionKind::Test, line);
    node->name = m_tokens.takeAnyName();
    while (m_tokens.skipOperator("."))
        node->name += "." + m_tokens.takeAnyName();
    node->children.push_back(std::move(value));
    const auto& next = m_tokens.current();
    const bool ends = m_tokens.isName("else") || m_tokens.isName("or") || m_tokens.isName("and");
    if (m_tokens.isOperator("(")) {
        arguments(*node);
    } else if (m_tokens.isName("is")) {
        failAt(line, "tests cannot be chained with 'is'");
    } else if ((next.kind >= TokenKind::Name && next.kind <= TokenKind::Float && !ends) || m_tokens.isOperator("[") ||
               m_tokens.isOperator("{")) {
        node->children.push_back(postfix(primary()));
    }
    if (!negated)
        return finish(std::move(node));
    auto inverse = make(ExpressionKind::Not, line);
    inverse->children.push_back(finish(std::move(node)));
    return finish(std::move(inverse));
}

ExpressionPtr ExpressionParser::blockFilters(bool beginsInline)
{
    if (!beginsInline && !m_tokens.isOperator("|"))
        return nullptr;
    ExpressionPtr value = make(ExpressionKind::BlockText, m_tokens.current().line);
    if (beginsInline)
        value = filter(std::move(value));
    while (m_tokens.skipOperator("|"))
        value = filter(std::move(value));
    return value;
}

}
