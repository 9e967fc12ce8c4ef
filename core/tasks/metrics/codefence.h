// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace quantscope {

// What stands between ``` and ``` on lines of their own, the first one with the word python or json or without, as
// models write a dictionary.
std::vector<std::string> codeFences(const std::string& text);

}
