// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jinjavalues/limits.h"

namespace quantscope::jinja {

// Python's text functions on valid UTF-8. Positions and lengths count code points unless said otherwise.

std::vector<std::string_view> codePoints(std::string_view utf8);
int64_t codePointCount(std::string_view utf8);

// The byte of the first occurrence from byte `from` on, in linear time; npos when there is none.
size_t findText(std::string_view in, std::string_view what, size_t from = 0);
// Of the last one.
size_t findLastText(std::string_view in, std::string_view what);

// str.strip(chars) and its one-sided forms; without `chars` white space goes.
std::string stripText(std::string_view utf8, const std::optional<std::string>& chars, bool left, bool right);
// str.split(separator, most) and str.rsplit; without a separator at runs of white space. `most` below 0: no limit.
std::vector<std::string> splitText(std::string_view utf8, const std::optional<std::string>& separator, int64_t most,
                                   bool fromRight);
std::vector<std::string> splitLines(std::string_view utf8, bool keepEnds);
// str.replace; `most` below 0: all.
std::string replaceText(std::string_view utf8, std::string_view from, std::string_view to, int64_t most, Meter& meter);

std::string capitalized(std::string_view utf8);
std::string titled(std::string_view utf8); // str.title()
// The filter "title": a word begins behind white space or one of -({[<.
std::string titledWords(std::string_view utf8);
// & < > ' " as markupsafe writes them.
std::string escapedHtml(std::string_view utf8);

// str.isalpha() and so on; false for empty text and for a name that is none of them.
bool isOfClass(std::string_view utf8, std::string_view method);

// int(text, base) and float(text); none where Python raises ValueError. Throws Error for more than 64 bits.
std::optional<int64_t> parseInteger(std::string_view utf8, int base);
std::optional<double> parseFloat(std::string_view utf8);

}
