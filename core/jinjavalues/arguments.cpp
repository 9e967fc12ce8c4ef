// SPDX-License-Identifier: GPL-3.0-or-later
#include "jinjavalues/arguments.h"

#include <algorithm>

namespace quantscope::jinja {

BoundArguments::BoundArguments(const std::string& function, const Arguments& arguments,
                               std::initializer_list<const char*> names, size_t required)
    : m_function(function)
    , m_names(names)
    , m_values(names.size())
{
    if (arguments.positional.size() > m_names.size())
        throw Error(fmt::format("{}: takes at most {} arguments, {} are given", function, m_names.size(),
                                arguments.positional.size()));
    std::copy(arguments.positional.begin(), arguments.positional.end(), m_values.begin());
    for (const auto& [name, value] : arguments.named) {
        const auto found = std::find(m_names.begin(), m_names.end(), name);
        if (found == m_names.end())
            throw Error(function + ": has no parameter '" + name + "'");
        auto& slot = m_values[static_cast<size_t>(found - m_names.begin())];
        if (slot)
            throw Error(function + ": the argument '" + name + "' is given twice");
        slot = value;
    }
    for (size_t i = 0; i < required; ++i)
        if (!m_values[i])
            throw Error(function + ": the argument '" + m_names[i] + "' is missing");
}

const Value* BoundArguments::at(size_t index) const
{
    return m_values[index] ? &*m_values[index] : nullptr;
}

bool BoundArguments::flag(size_t index, bool absent) const
{
    return given(index) ? isTrue(*at(index)) : absent;
}

int64_t BoundArguments::integer(size_t index, int64_t absent) const
{
    if (!given(index))
        return absent;
    const auto whole = integerOf(*at(index));
    if (!whole)
        wrongType(index, "an integer");
    return *whole;
}

std::string BoundArguments::text(size_t index, const std::string& absent) const
{
    if (!given(index))
        return absent;
    const auto* chars = at(index)->text();
    if (!chars)
        wrongType(index, "text");
    return *chars;
}

std::optional<std::string> BoundArguments::optionalText(size_t index) const
{
    if (!given(index) || at(index)->as<None>())
        return {};
    return text(index, {});
}

void BoundArguments::wrongType(size_t index, const char* expected) const
{
    throw Error(m_function + ": the argument '" + m_names[index] + "' is of type " + typeName(*at(index)) + ", " +
                expected + " is expected");
}

}
