// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jinjavalues/value.h"

namespace quantscope::jinja {

enum class BinaryOperator { Add, Subtract, Multiply, Divide, FloorDivide, Modulo, Power };
enum class Comparison { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual, In, NotIn };

// Python's operators. All but equality throw Error where Python raises, and where an integer needs more than 64 bits.
Value computed(BinaryOperator op, const Value& left, const Value& right, Meter& meter);
Value negated(const Value& value);
Value unchanged(const Value& value); // the sign +

bool isEqual(const Value& left, const Value& right, Meter& meter);
bool isLess(const Value& left, const Value& right, Meter& meter);
bool contains(const Value& container, const Value& item, Meter& meter);
bool compared(Comparison op, const Value& left, const Value& right, Meter& meter);

// The Error that Python's Undefined raises when it is used.
[[noreturn]] void failUndefined(const Value& value);

}
