// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "jinjavalues/value.h"

namespace quantscope::jinja {

// The arguments of one call of a function that the interpreter knows, by position or name.
class BoundArguments
{
public:
    // `names` are the parameters, the first `required` of them without a default. Throws Error naming `function`.
    BoundArguments(const std::string& function, const Arguments& arguments, std::initializer_list<const char*> names,
                   size_t required = 0);

    // Of the parameter at `index`; null when it was not given.
    const Value* at(size_t index) const;
    bool given(size_t index) const
    {
        return at(index) != nullptr;
    }

    // Throw Error naming function and parameter when the value is of another type.
    bool flag(size_t index, bool absent) const; // any value, by its truth
    int64_t integer(size_t index, int64_t absent) const;
    std::string text(size_t index, const std::string& absent) const;
    // None also when it is Python's None.
    std::optional<std::string> optionalText(size_t index) const;

private:
    [[noreturn]] void wrongType(size_t index, const char* expected) const;

    std::string m_function;
    std::vector<const char*> m_names;
    std::vector<std::optional<Value>> m_values;
};

}
