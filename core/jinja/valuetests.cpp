// SPDX-License-Identifier: GPL-3.0-or-later
#include "jinja/valuetests.h"

#include <map>

#include "jinjavalues/arguments.h"
#include "jinjavalues/operators.h"
#include "jinjavalues/print.h"
#include "jinjavalues/strings.h"

namespace quantscope::jinja {
namespace {

struct Question
{
    const std::string& name;
    const Value& value;
    const Value* other; // of a test with an argument
    Meter& meter;
};

bool isRemainder(const Question& question, int64_t divisor, int64_t rest)
{
    const auto result = computed(BinaryOperator::Modulo, question.value, {divisor}, question.meter);
    return isEqual(result, {rest}, question.meter);
}

// Python's Undefined can be called, with an error.
bool isCallable(const Value& value)
{
    return value.why() || value.as<std::shared_ptr<const Function>>() || value.as<std::shared_ptr<Object>>();
}

bool isSequence(const Value& value)
{
    const auto* items = value.sequence();
    return value.why() || value.text() || value.dict() || (items && items->kind <= SequenceKind::Range);
}

bool isIterable(const Value& value)
{
    return value.why() || value.text() || value.dict() || value.sequence() || value.as<std::shared_ptr<Generator>>() ||
        value.as<std::shared_ptr<Object>>();
}

// Python's "is": the same object.
bool isSame(const Question& question)
{
    const auto& a = question.value;
    const auto& b = *question.other;
    if (a.data.index() != b.data.index())
        return false;
    if (a.as<None>())
        return true;
    if (const auto* flag = a.as<bool>())
        return *flag == *b.as<bool>();
    if (a.sequence() || a.dict())
        return a.sequence() ? a.sequence() == b.sequence() : a.dict() == b.dict();
    throw Error("the test 'sameas' on values of type " + typeName(a) + " is not supported");
}

std::string asText(const Question& question)
{
    return printed(question.value, question.meter);
}

template <Comparison op> bool comparedTo(const Question& question)
{
    return compared(op, question.value, *question.other, question.meter);
}

struct Row
{
    bool (*test)(const Question&);
    bool hasArgument = false;
};

const std::map<std::string, Row>& knownTests()
{
    static const std::map<std::string, Row> table = {
        {"boolean", {[](const Question& q) { return q.value.as<bool>() != nullptr; }}},
        {"callable", {[](const Question& q) { return isCallable(q.value); }}},
        {"defined", {[](const Question& q) { return !q.value.why(); }}},
        {"divisibleby",
         {[](const Question& q) {
              return isEqual(computed(BinaryOperator::Modulo, q.value, *q.other, q.meter), {int64_t(0)}, q.meter);
          },
          true}},
        {"even", {[](const Question& q) { return isRemainder(q, 2, 0); }}},
        {"false", {[](const Question& q) { return q.value.as<bool>() && !*q.value.as<bool>(); }}},
        {"float", {[](const Question& q) { return q.value.as<double>() != nullptr; }}},
        {"integer", {[](const Question& q) { return q.value.as<int64_t>() != nullptr; }}},
        {"iterable", {[](const Question& q) { return isIterable(q.value); }}},
        {"lower", {[](const Question& q) { return isOfClass(asText(q), "islower"); }}},
        {"mapping", {[](const Question& q) { return q.value.dict() != nullptr; }}},
        {"none", {[](const Question& q) { return q.value.as<None>() != nullptr; }}},
        {"number", {[](const Question& q) { return numberOf(q.value).has_value(); }}},
        {"odd", {[](const Question& q) { return isRemainder(q, 2, 1); }}},
        {"sameas", {isSame, true}},
        {"sequence", {[](const Question& q) { return isSequence(q.value); }}},
        {"string", {[](const Question& q) { return q.value.text() != nullptr; }}},
        {"true", {[](const Question& q) { return q.value.as<bool>() && *q.value.as<bool>(); }}},
        {"undefined", {[](const Question& q) { return q.value.why() != nullptr; }}},
        {"upper", {[](const Question& q) { return isOfClass(asText(q), "isupper"); }}},
        {"==", {comparedTo<Comparison::Equal>, true}},
        {"eq", {comparedTo<Comparison::Equal>, true}},
        {"equalto", {comparedTo<Comparison::Equal>, true}},
        {"!=", {comparedTo<Comparison::NotEqual>, true}},
        {"ne", {comparedTo<Comparison::NotEqual>, true}},
        {"<", {comparedTo<Comparison::Less>, true}},
        {"lt", {comparedTo<Comparison::Less>, true}},
        {"lessthan", {comparedTo<Comparison::Less>, true}},
        {"<=", {comparedTo<Comparison::LessEqual>, true}},
        {"le", {comparedTo<Comparison::LessEqual>, true}},
        {">", {comparedTo<Comparison::Greater>, true}},
        {"gt", {comparedTo<Comparison::Greater>, true}},
        {"greaterthan", {comparedTo<Comparison::Greater>, true}},
        {">=", {comparedTo<Comparison::GreaterEqual>, true}},
        {"ge", {comparedTo<Comparison::GreaterEqual>, true}},
        {"in", {comparedTo<Comparison::In>, true}},
    };
    return table;
}

}

bool passesTest(const std::string& name, const Value& value, const Arguments& arguments, Meter& meter)
{
    const auto row = knownTests().find(name);
    if (row == knownTests().end())
        throw Error("the test '" + name + "' is not supported");
    const auto what = "the test '" + name + "'";
    const bool hasArgument = row->second.hasArgument;
    const auto bound =
        hasArgument ? BoundArguments(what, arguments, {"other"}, 1) : BoundArguments(what, arguments, {});
    return row->second.test({name, value, hasArgument ? bound.at(0) : nullptr, meter});
}

}
