// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quantscope {

// What a cell written by Python holds: a scalar as its str(), or a list or tuple of such.
struct PythonLiteral
{
    enum class Kind { String, Number, Constant, List, Tuple };

    Kind kind = Kind::String;
    std::string text; // str() of a scalar; of a list or tuple its source text
    std::vector<PythonLiteral> items; // of a list or tuple
};

// Strings (all quotes, escapes, prefixes r and u, adjacent ones joined), integers, floats, True, False, None, lists and
// tuples. nullopt when the text is anything else, also dictionaries, sets, bytes and expressions.
std::optional<PythonLiteral> parsePythonLiteral(std::string_view utf8);

}
