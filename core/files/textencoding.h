// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace quantscope {

// "UTF-16" or "UTF-32" for bytes that begin with such a byte order mark, or whose first letters alternate with zeros;
// nullopt for all else.
std::optional<std::string_view> wideEncoding(std::string_view bytes);

// Where the first ill-formed UTF-8 sequence begins; npos when there is none.
size_t firstIllFormed(std::string_view bytes);

// The encoding that text which is not UTF-8 is most likely in, as ICU guesses from its letters: "Latin-1", "GB18030", …
std::string_view likelyEncoding(std::string_view bytes);

}
