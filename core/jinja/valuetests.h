// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "jinjavalues/value.h"

namespace quantscope::jinja {

// `value is name(arguments)`. Throws Error for a test that is not known or does not fit the value.
bool passesTest(const std::string& name, const Value& value, const Arguments& arguments, Meter& meter);

}
