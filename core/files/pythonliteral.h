// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quantscope {

// What a cell written by Python holds: a scalar as its str(), or a list, tuple or dictionary of such.
struct PythonLiteral
{
    enum class Kind { String, Number, Constant, List, Tuple, Dict };

    Kind kind = Kind::String;
    std::string text; // str() of a scalar; of the others the source text
    std::vector<PythonLiteral> items; // of a list or tuple; of a dictionary keys and values in turn
};

// Strings (all quotes, escapes, prefixes r and u, adjacent ones joined), integers, floats, True, False, None, lists,
// tuples and dictionaries. nullopt when the text is anything else, also sets, bytes and expressions.
std::optional<PythonLiteral> parsePythonLiteral(std::string_view utf8);

// repr() of the value.
std::string represented(const PythonLiteral&);
// str() of the keys and values of a dictionary in its order; none of anything else.
std::vector<std::pair<std::string, std::string>> printedEntries(const PythonLiteral& dict);

}
