// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace quantscope {

// Python's float(text): white space around it, a sign, underscores between digits, exponents, inf and nan; nullopt for
// all else. Digits of other scripts are not read.
std::optional<double> pythonFloat(std::string_view utf8);

}
