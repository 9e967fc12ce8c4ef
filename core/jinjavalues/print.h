// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "jinjavalues/value.h"

namespace quantscope::jinja {

// str(value) and repr(value) of Python. Both throw Error for what prints as an address: functions, generators, loops.
std::string printed(const Value& value, Meter& meter);
std::string represented(const Value& value, Meter& meter);

}
