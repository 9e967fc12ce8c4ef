// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "jinjavalues/operators.h"
#include "jinjavalues/value.h"

namespace quantscope::jinja {

// The syntax tree of a template. `children` hold what the comment of the kind lists, in that order.
enum class ExpressionKind {
    Constant, // constant
    Name, // name
    List, // items
    Tuple, // items
    Dict, // key, value, key, value ...
    Attribute, // object; name
    NamespaceTarget, // of an assignment: name of the namespace; text of the constant: the attribute
    Item, // object, key
    Slice, // object, start, stop, step; those left out are null
    Call, // function, arguments; named
    Filter, // value, arguments; name, named
    Test, // value, arguments; name, named
    BlockText, // what a block is filled with, for its filters
    Binary, // left, right; op
    Negate, // operand
    Plus, // operand
    Not, // operand
    And, // left, right
    Or, // left, right
    Concatenate, // operands
    Compare, // first operand, others; comparisons
    Condition // test, then, else; the last one may be null
};

struct Expression;
using ExpressionPtr = std::unique_ptr<const Expression>;

struct Expression
{
    ExpressionKind kind = ExpressionKind::Constant;
    int line = 1;
    std::string name;
    Value constant;
    std::vector<ExpressionPtr> children;
    std::vector<std::pair<std::string, ExpressionPtr>> named;
    BinaryOperator op = BinaryOperator::Add;
    std::vector<Comparison> comparisons;
    int depth = 1;
};

enum class StatementKind {
    Data, // text
    Output, // expression
    If, // branches, otherwise
    For, // target, expression: the items, filter, body, otherwise, recursive
    Set, // target, expression
    SetBlock, // target, body, filter over the body's text
    Macro, // text: its name, parameters, body
    FilterBlock, // filter over the body's text, body
    With, // parameters, body
    Generation, // body
    Break,
    Continue
};

struct Statement;

struct Branch
{
    ExpressionPtr condition;
    std::vector<Statement> body;
};

struct Parameter
{
    ExpressionPtr target; // a name; in a with block also a tuple
    ExpressionPtr value; // the default, or null
};

struct Statement
{
    StatementKind kind = StatementKind::Data;
    int line = 1;
    std::string text;
    ExpressionPtr target;
    ExpressionPtr expression;
    ExpressionPtr filter;
    std::vector<Branch> branches;
    std::vector<Parameter> parameters;
    std::vector<Statement> body;
    std::vector<Statement> otherwise;
    bool recursive = false;
};

}
