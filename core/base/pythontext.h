// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace quantscope {

// Python's repr() of a float: the shortest digits that read back as the same number.
std::string representedFloat(double number);
// repr() of valid UTF-8, in quotes.
std::string representedText(std::string_view utf8);

}
