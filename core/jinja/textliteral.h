// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace quantscope::jinja {

// The text that Python's escapes between two quotes stand for; valid UTF-8 in and out. Throws Error with the line for
// an escape that is cut short, a surrogate, or \N{name}.
std::string unescaped(std::string_view literal, int line);

}
