// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "jinjavalues/value.h"

namespace quantscope::jinja {

// The parameters of the filter "tojson" as transformers defines it: those of Python's json.dumps.
struct JsonStyle
{
    bool ascii = false;
    std::optional<std::string> indent; // of one level
    std::string itemSeparator = ", ";
    std::string keySeparator = ": ";
    bool sortKeys = false;
};

// json.dumps(value); throws Error for a value that JSON has no form of.
std::string jsonText(const Value& value, const JsonStyle& style, Meter& meter);

}
