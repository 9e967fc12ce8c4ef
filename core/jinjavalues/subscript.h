// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "jinjavalues/value.h"

namespace quantscope::jinja {

// The bounds of x[start:stop:step]; None where one is left out.
struct Slice
{
    Value start{None()};
    Value stop{None()};
    Value step{None()};
};

// value.name: a method or attribute, else the entry of that key, else Undefined. Throws Error for Undefined itself.
Value attributeOf(const Value& value, const std::string& name, Meter& meter);
// value[key]: an entry, else for text the attribute of that name, else Undefined.
Value itemOf(const Value& value, const Value& key, Meter& meter);
// Throws Error where Python raises.
Value sliceOf(const Value& value, const Slice& slice, Meter& meter);
// What map(attribute="a.0.b") reads: items one after the other, numbers as indices. `fallback` takes the place of each
// that is Undefined.
Value pathOf(Value value, const Value& path, Meter& meter, const Value* fallback = nullptr);

}
