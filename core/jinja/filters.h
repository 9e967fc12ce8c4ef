// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

#include "jinjavalues/arguments.h"
#include "jinjavalues/value.h"

namespace quantscope::jinja {

// `value | name(arguments)`. Throws Error for a filter that is not known or does not fit the value.
Value filtered(const std::string& name, const Value& value, const Arguments& arguments, Meter& meter);

// One use of a filter, and the tables that filtered() looks it up in.
struct FilterCall
{
    const std::string& name;
    const Value& value;
    const Arguments& arguments;
    Meter& meter;

    BoundArguments bind(std::initializer_list<const char*> names, size_t required = 0) const
    {
        return BoundArguments("the filter '" + name + "'", arguments, names, required);
    }
};
using FilterTable = std::map<std::string, Value (*)(const FilterCall&)>;

}
