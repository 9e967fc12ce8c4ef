// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ctime>
#include <string>

#include "jinjavalues/value.h"

namespace quantscope::jinja {

// Functions that every template may call. All throw Error for wrong arguments.

Value rangeOf(const Arguments& arguments, Meter& meter);
// dict(mapping or pairs, name=value ...)
Dict dictOf(const std::string& function, const Arguments& arguments, Meter& meter);
// The date in the words of C's strftime, in English.
std::string formattedDate(const std::string& format, const std::tm& date);

}
