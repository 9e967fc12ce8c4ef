// SPDX-License-Identifier: GPL-3.0-or-later
#include "jinja/evaluator.h"

#include <algorithm>
#include <array>

#include "jinja/filters.h"
#include "jinja/functions.h"
#include "jinja/valuetests.h"
#include "jinjavalues/arguments.h"
#include "jinjavalues/print.h"
#include "jinjavalues/subscript.h"

namespace quantscope::jinja {
namespace {

Value function(const std::string& name, std::function<Value(const Arguments&)> call)
{
    return {std::make_shared<const Function>(Function{name, std::move(call), 0})};
}

ScopePtr scopeIn(const ScopePtr& parent)
{
    return std::make_shared<Scope>(Scope{parent, {}});
}

std::string singleText(const std::string& function, const Arguments& arguments)
{
    const BoundArguments bound(function, arguments, {"text"}, 1);
    return bound.text(0, {});
}

}

// Counts how deep statements, expressions and macros call each other.
struct Evaluator::Nesting
{
    explicit Nesting(Evaluator& evaluator)
        : m_evaluator(evaluator)
    {
        // One level of a recursive macro is several of these.
        if (++m_evaluator.m_nesting > 4 * m_evaluator.m_meter.limits().depth)
            throw Error("macros, loops and expressions nest too deep");
        m_evaluator.m_meter.charge();
    }
    ~Nesting()
    {
        --m_evaluator.m_nesting;
    }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;

    Evaluator& m_evaluator;
};

Evaluator::Evaluator(const TemplateLimits& limits, const std::optional<std::tm>& now)
    : m_meter(limits)
{
    defineFunctions(now);
}

Evaluator::~Evaluator()
{
    for (const auto& names : m_namespaces)
        names->attributes = Dict();
    for (const auto& scope : m_macroScopes)
        scope->names.clear();
}

void Evaluator::defineFunctions(const std::optional<std::tm>& now)
{
    const auto define = [this](const std::string& name, std::function<Value(const Arguments&)> call) {
        m_functions.emplace(name, function(name, std::move(call)));
    };
    define("range", [this](const Arguments& given) { return rangeOf(given, m_meter); });
    define("dict", [this](const Arguments& given) { return dict(dictOf("dict", given, m_meter), m_meter); });
    define("namespace", [this](const Arguments& given) { return makeNamespace(given); });
    define("raise_exception", [this](const Arguments& given) -> Value {
        const BoundArguments bound("raise_exception", given, {"message"}, 1);
        throw Error("the template refuses this conversation: " + printed(*bound.at(0), m_meter));
    });
    define("strftime_now", [this, now](const Arguments& given) {
        if (!now)
            throw Error("strftime_now: no date is known here");
        const auto format = singleText("strftime_now", given);
        m_meter.chargeText(16 * format.size());
        return text(formattedDate(format, *now));
    });
}

Value Evaluator::makeNamespace(const Arguments& given)
{
    auto names = std::make_shared<Namespace>(Namespace{dictOf("namespace", given, m_meter)});
    m_namespaces.push_back(names);
    return {names};
}

std::string Evaluator::render(const std::vector<Statement>& statements, const nlohmann::ordered_json& context)
{
    if (!context.is_object())
        throw Error("the values for a template: expected a JSON object");
    for (const auto& [name, value] : context.items())
        m_context[name] = fromJson(value, m_meter);
    try {
        execute(statements, scopeIn(nullptr));
    } catch (Error& error) {
        error.prepend(fmt::format("line {}: ", m_line));
        throw;
    }
    return std::move(m_output);
}

void Evaluator::write(const std::string& text)
{
    m_meter.chargeText(text.size());
    if (text.size() > m_meter.limits().outputBytes - m_out->size())
        throw Error(fmt::format("the template writes more than {} bytes", m_meter.limits().outputBytes));
    *m_out += text;
}

std::string Evaluator::captured(const std::vector<Statement>& statements, const ScopePtr& scope, Flow& flow)
{
    std::string result;
    std::string* outer = std::exchange(m_out, &result);
    flow = execute(statements, scope);
    m_out = outer;
    return result;
}

Evaluator::Flow Evaluator::execute(const std::vector<Statement>& statements, const ScopePtr& scope)
{
    for (const auto& statement : statements)
        if (const auto flow = execute(statement, scope); flow != Flow::Next)
            return flow;
    return Flow::Next;
}

Evaluator::Flow Evaluator::execute(const Statement& statement, const ScopePtr& scope)
{
    const Nesting nesting(*this);
    m_line = statement.line;
    switch (statement.kind) {
    case StatementKind::Data: write(statement.text); break;
    case StatementKind::Output: write(printed(evaluate(*statement.expression, scope), m_meter)); break;
    case StatementKind::If: return ifElse(statement, scope);
    case StatementKind::For: return forLoop(statement, scope);
    case StatementKind::Set: assign(*statement.target, evaluate(*statement.expression, scope), scope); break;
    case StatementKind::Macro: defineMacro(statement, scope); break;
    case StatementKind::With: return with(statement, scope);
    case StatementKind::Generation: return execute(statement.body, scopeIn(scope));
    case StatementKind::SetBlock:
    case StatementKind::FilterBlock: return block(statement, scope);
    case StatementKind::Break: return Flow::Break;
    case StatementKind::Continue: return Flow::Continue;
    }
    return Flow::Next;
}

Evaluator::Flow Evaluator::ifElse(const Statement& statement, const ScopePtr& scope)
{
    for (const auto& branch : statement.branches)
        if (isTrue(evaluate(*branch.condition, scope)))
            return execute(branch.body, scope);
    return execute(statement.otherwise, scope);
}

Evaluator::Flow Evaluator::forLoop(const Statement& statement, const ScopePtr& scope)
{
    return loopOver(statement, evaluate(*statement.expression, scope), scope, 0);
}

Evaluator::Flow Evaluator::loopOver(const Statement& statement, const Value& items, const ScopePtr& scope, int level)
{
    Loop::Accept accept;
    if (statement.filter)
        accept = [this, &statement, scope](const Value& item) {
            const auto inner = scopeIn(scope);
            assign(*statement.target, item, inner);
            return isTrue(evaluate(*statement.filter, inner));
        };
    Loop::Recurse recurse;
    if (statement.recursive)
        recurse = [this, &statement, scope](const Value& inner, int innerLevel) {
            std::string result;
            std::string* outer = std::exchange(m_out, &result);
            loopOver(statement, inner, scope, innerLevel);
            m_out = outer;
            return text(std::move(result));
        };
    const Nesting nesting(*this);
    const auto loop = std::make_shared<Loop>(iterate(items, m_meter), std::move(accept), std::move(recurse), level);
    requireDepth(loop->depth(), m_meter);
    bool anyWhole = false; // as in Jinja, an item that break or continue left does not count
    while (const auto item = loop->next()) {
        m_meter.charge();
        const auto inner = scopeIn(scope);
        inner->names["loop"] = {loop};
        assign(*statement.target, *item, inner);
        const auto flow = execute(statement.body, inner);
        if (flow == Flow::Break)
            break;
        anyWhole = anyWhole || flow == Flow::Next;
    }
    return anyWhole ? Flow::Next : execute(statement.otherwise, scopeIn(scope));
}

// The values are read outside the block: a name does not see those before it.
Evaluator::Flow Evaluator::with(const Statement& statement, const ScopePtr& scope)
{
    const auto inner = scopeIn(scope);
    for (const auto& entry : statement.parameters)
        assign(*entry.target, evaluate(*entry.value, scope), inner);
    return execute(statement.body, inner);
}

Evaluator::Flow Evaluator::block(const Statement& statement, const ScopePtr& scope)
{
    Flow flow = Flow::Next;
    auto value = text(captured(statement.body, scopeIn(scope), flow));
    if (flow != Flow::Next)
        return flow;
    if (statement.filter) {
        m_blockTexts.push_back(value);
        value = evaluate(*statement.filter, scope);
        m_blockTexts.pop_back();
    }
    if (statement.kind == StatementKind::SetBlock)
        assign(*statement.target, value, scope);
    else
        write(printed(value, m_meter));
    return Flow::Next;
}

void Evaluator::assign(const Expression& target, const Value& value, const ScopePtr& scope)
{
    if (target.kind == ExpressionKind::Name) {
        scope->names[target.name] = value;
        return;
    }
    if (target.kind == ExpressionKind::NamespaceTarget) {
        const auto object = lookUp(target.name, scope);
        const auto* names = object.as<std::shared_ptr<Namespace>>();
        if (!names)
            throw Error("'" + target.name + "' is no namespace: its attributes cannot be set");
        (*names)->attributes.set(m_meter, target.constant, value);
        return;
    }
    const auto items = iterate(value, m_meter);
    if (items.size() != target.children.size())
        throw Error(fmt::format("{} values are assigned to {} names", items.size(), target.children.size()));
    for (size_t i = 0; i < items.size(); ++i)
        assign(*target.children[i], items[i], scope);
}

void Evaluator::defineMacro(const Statement& statement, const ScopePtr& scope)
{
    m_macroScopes.push_back(scope);
    scope->names[statement.text] = function(statement.text, [this, &statement, scope](const Arguments& given) {
        return callMacro(statement, scope, given);
    });
}

Value Evaluator::callMacro(const Statement& macro, const ScopePtr& scope, const Arguments& given)
{
    const Nesting nesting(*this);
    const auto& parameters = macro.parameters;
    if (given.positional.size() > parameters.size())
        throw Error(fmt::format("the macro '{}' takes at most {} arguments", macro.text, parameters.size()));
    const auto inner = scopeIn(scope);
    for (size_t i = 0; i < given.positional.size(); ++i)
        inner->names[parameters[i].target->name] = given.positional[i];
    for (const auto& [name, value] : given.named) {
        const auto isMeant = [&wanted = name](const Parameter& parameter) { return parameter.target->name == wanted; };
        if (std::none_of(parameters.begin(), parameters.end(), isMeant) || !inner->names.emplace(name, value).second)
            throw Error("the macro '" + macro.text + "' has no parameter '" + name + "', or it is given twice");
    }
    for (const auto& parameter : parameters) {
        const auto& name = parameter.target->name;
        if (inner->names.count(name))
            continue;
        const auto value = parameter.value ? evaluate(*parameter.value, inner)
                                           : undefined("parameter '" + name + "' was not provided");
        inner->names[name] = value;
    }
    Flow flow = Flow::Next;
    return text(captured(macro.body, inner, flow));
}

Value Evaluator::lookUp(const std::string& name, const ScopePtr& scope)
{
    // Jinja gives these a meaning: taking them for undefined would be wrong.
    static constexpr std::array unsupported = {"caller", "cycler", "joiner", "kwargs",
                                               "lipsum", "self",   "super",  "varargs"};
    for (const auto* at = scope.get(); at; at = at->parent.get())
        if (const auto found = at->names.find(name); found != at->names.end())
            return found->second;
    for (const auto* names : {&m_context, &m_functions})
        if (const auto found = names->find(name); found != names->end())
            return found->second;
    if (std::find(unsupported.begin(), unsupported.end(), name) != unsupported.end())
        throw Error("the name '" + name + "' is not supported");
    return undefined("'" + name + "' is undefined");
}

Value Evaluator::evaluate(const Expression& expression, const ScopePtr& scope)
{
    const Nesting nesting(*this);
    const int outer = std::exchange(m_line, expression.line);
    auto value = dispatch(expression, scope);
    m_line = outer;
    return value;
}

Value Evaluator::dispatch(const Expression& expression, const ScopePtr& scope)
{
    switch (expression.kind) {
    case ExpressionKind::Constant: return expression.constant;
    case ExpressionKind::Name: return lookUp(expression.name, scope);
    case ExpressionKind::List: return list(evaluateAll(expression, scope), m_meter);
    case ExpressionKind::Tuple: return list(evaluateAll(expression, scope), m_meter, SequenceKind::Tuple);
    case ExpressionKind::Dict: return dictLiteral(expression, scope);
    case ExpressionKind::Attribute:
        return attributeOf(evaluate(*expression.children[0], scope), expression.name, m_meter);
    case ExpressionKind::Item: {
        const auto object = evaluate(*expression.children[0], scope);
        return itemOf(object, evaluate(*expression.children[1], scope), m_meter);
    }
    case ExpressionKind::Slice: return slice(expression, scope);
    case ExpressionKind::Call: return call(expression, scope);
    case ExpressionKind::Filter: return filter(expression, scope);
    case ExpressionKind::Test: return test(expression, scope);
    case ExpressionKind::BlockText: return m_blockTexts.back();
    case ExpressionKind::Binary: return binary(expression, scope);
    case ExpressionKind::Negate:
    case ExpressionKind::Plus: return sign(expression, scope);
    case ExpressionKind::Not: return {!isTrue(evaluate(*expression.children[0], scope))};
    case ExpressionKind::And:
    case ExpressionKind::Or: return logical(expression, scope);
    case ExpressionKind::Concatenate: return concatenate(expression, scope);
    case ExpressionKind::Compare: return compare(expression, scope);
    case ExpressionKind::Condition: return condition(expression, scope);
    case ExpressionKind::NamespaceTarget: break;
    }
    throw Error("an attribute of a namespace stands where a value is expected");
}

std::vector<Value> Evaluator::evaluateAll(const Expression& expression, const ScopePtr& scope)
{
    std::vector<Value> items;
    for (const auto& child : expression.children)
        items.push_back(evaluate(*child, scope));
    return items;
}

Value Evaluator::dictLiteral(const Expression& expression, const ScopePtr& scope)
{
    Dict entries;
    for (size_t i = 0; i + 1 < expression.children.size(); i += 2) {
        const auto key = evaluate(*expression.children[i], scope);
        entries.set(m_meter, key, evaluate(*expression.children[i + 1], scope));
    }
    return dict(std::move(entries), m_meter);
}

Value Evaluator::slice(const Expression& expression, const ScopePtr& scope)
{
    const auto object = evaluate(*expression.children[0], scope);
    const auto bound = [&](size_t index) {
        const auto& child = expression.children[index];
        return child ? evaluate(*child, scope) : Value{None()};
    };
    Slice bounds;
    bounds.start = bound(1);
    bounds.stop = bound(2);
    bounds.step = bound(3);
    return sliceOf(object, bounds, m_meter);
}

Arguments Evaluator::arguments(const Expression& expression, const ScopePtr& scope)
{
    Arguments result;
    for (size_t i = 1; i < expression.children.size(); ++i)
        result.positional.push_back(evaluate(*expression.children[i], scope));
    for (const auto& [name, value] : expression.named)
        result.named.emplace_back(name, evaluate(*value, scope));
    return result;
}

Value Evaluator::call(const Expression& expression, const ScopePtr& scope)
{
    const auto callee = evaluate(*expression.children[0], scope);
    const auto given = arguments(expression, scope);
    if (callee.why())
        failUndefined(callee);
    if (const auto* object = callee.as<std::shared_ptr<Object>>())
        return (*object)->call(given);
    const auto* held = callee.as<std::shared_ptr<const Function>>();
    if (!held)
        throw Error("'" + typeName(callee) + "' object is not callable");
    return (*held)->call(given);
}

Value Evaluator::filter(const Expression& expression, const ScopePtr& scope)
{
    const auto value = evaluate(*expression.children[0], scope);
    return filtered(expression.name, value, arguments(expression, scope), m_meter);
}

Value Evaluator::test(const Expression& expression, const ScopePtr& scope)
{
    const auto value = evaluate(*expression.children[0], scope);
    return {passesTest(expression.name, value, arguments(expression, scope), m_meter)};
}

Value Evaluator::binary(const Expression& expression, const ScopePtr& scope)
{
    const auto left = evaluate(*expression.children[0], scope);
    return computed(expression.op, left, evaluate(*expression.children[1], scope), m_meter);
}

Value Evaluator::sign(const Expression& expression, const ScopePtr& scope)
{
    const auto value = evaluate(*expression.children[0], scope);
    return expression.kind == ExpressionKind::Negate ? negated(value) : unchanged(value);
}

Value Evaluator::logical(const Expression& expression, const ScopePtr& scope)
{
    auto left = evaluate(*expression.children[0], scope);
    const bool decided = isTrue(left) == (expression.kind == ExpressionKind::Or);
    return decided ? std::move(left) : evaluate(*expression.children[1], scope);
}

Value Evaluator::concatenate(const Expression& expression, const ScopePtr& scope)
{
    std::string result;
    for (const auto& value : evaluateAll(expression, scope))
        result += printed(value, m_meter);
    return text(std::move(result));
}

Value Evaluator::compare(const Expression& expression, const ScopePtr& scope)
{
    auto left = evaluate(*expression.children[0], scope);
    for (size_t i = 0; i < expression.comparisons.size(); ++i) {
        auto right = evaluate(*expression.children[i + 1], scope);
        if (!compared(expression.comparisons[i], left, right, m_meter))
            return {false};
        left = std::move(right);
    }
    return {true};
}

Value Evaluator::condition(const Expression& expression, const ScopePtr& scope)
{
    if (isTrue(evaluate(*expression.children[0], scope)))
        return evaluate(*expression.children[1], scope);
    if (expression.children[2])
        return evaluate(*expression.children[2], scope);
    return undefined("an inline if without else was false");
}

}
