// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ctime>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "jinja/loop.h"
#include "jinja/syntax.h"

namespace quantscope::jinja {

// Variables of one block. Assignments stay in it; names that it lacks are looked up in the blocks around it.
struct Scope
{
    std::shared_ptr<Scope> parent;
    std::map<std::string, Value> names;
};
using ScopePtr = std::shared_ptr<Scope>;

// Runs the statements of one template once.
class Evaluator
{
public:
    // `now` is what strftime_now reads; without it, calling that is an Error.
    Evaluator(const TemplateLimits& limits, const std::optional<std::tm>& now);
    ~Evaluator();
    Evaluator(const Evaluator&) = delete;
    Evaluator& operator=(const Evaluator&) = delete;

    // The text that the template makes. `context` is an object; Error names the line where it fails.
    std::string render(const std::vector<Statement>& statements, const nlohmann::ordered_json& context);

private:
    struct Nesting;
    enum class Flow { Next, Break, Continue };

    Flow execute(const std::vector<Statement>& statements, const ScopePtr& scope);
    Flow execute(const Statement& statement, const ScopePtr& scope);
    Flow ifElse(const Statement& statement, const ScopePtr& scope);
    Flow forLoop(const Statement& statement, const ScopePtr& scope);
    Flow loopOver(const Statement& statement, const Value& items, const ScopePtr& scope, int level);
    Flow with(const Statement& statement, const ScopePtr& scope);
    Flow block(const Statement& statement, const ScopePtr& scope);
    void defineMacro(const Statement& statement, const ScopePtr& scope);
    Value callMacro(const Statement& macro, const ScopePtr& scope, const Arguments& arguments);
    void assign(const Expression& target, const Value& value, const ScopePtr& scope);

    // What the statements write, instead of writing it; `flow` tells how they ended.
    std::string captured(const std::vector<Statement>& statements, const ScopePtr& scope, Flow& flow);
    void write(const std::string& text);

    Value evaluate(const Expression& expression, const ScopePtr& scope);
    Value dispatch(const Expression& expression, const ScopePtr& scope);
    Value lookUp(const std::string& name, const ScopePtr& scope);
    std::vector<Value> evaluateAll(const Expression& expression, const ScopePtr& scope);
    Value dictLiteral(const Expression& expression, const ScopePtr& scope);
    Value slice(const Expression& expression, const ScopePtr& scope);
    Value call(const Expression& expression, const ScopePtr& scope);
    Value filter(const Expression& expression, const ScopePtr& scope);
    Value test(const Expression& expression, const ScopePtr& scope);
    Value binary(const Expression& expression, const ScopePtr& scope);
    Value sign(const Expression& expression, const ScopePtr& scope);
    Value logical(const Expression& expression, const ScopePtr& scope);
    Value concatenate(const Expression& expression, const ScopePtr& scope);
    Value compare(const Expression& expression, const ScopePtr& scope);
    Value condition(const Expression& expression, const ScopePtr& scope);
    Arguments arguments(const Expression& expression, const ScopePtr& scope);
    void defineFunctions(const std::optional<std::tm>& now);
    Value makeNamespace(const Arguments& arguments);

    Meter m_meter;
    std::map<std::string, Value> m_functions;
    std::map<std::string, Value> m_context;
    std::string m_output;
    std::string* m_out = &m_output;
    std::vector<Value> m_blockTexts;
    int m_line = 1;
    int m_nesting = 0;
    // What may hold itself: emptied at the end.
    std::vector<std::shared_ptr<Namespace>> m_namespaces;
    std::vector<ScopePtr> m_macroScopes;
};

}
