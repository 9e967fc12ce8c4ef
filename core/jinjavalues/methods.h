// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "jinjavalues/value.h"

namespace quantscope::jinja {

// The method of a text, list, tuple, dict or number, bound to `value`. None when Python's type has no such attribute;
// throws Error when it has one that is not supported here. `meter` must outlive the method.
std::optional<Value> methodOf(const Value& value, const std::string& name, Meter& meter);

}
