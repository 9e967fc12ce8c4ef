// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quantscope {

// Comma-separated values as RFC 4180 has them: a field with a comma, a quote or a line break stands in quotes, its own
// quotes doubled. Only line ends are the caller's choice.
std::string csvLine(const std::vector<std::string>& fields, std::string_view lineEnd = "\n");

// In quotes whether it needs them or not, for a file that has always had them.
std::string csvQuoted(std::string_view text);

// The shortest text that reads back as the same number, "inf", or nothing for an unknown value.
std::string csvNumber(std::optional<double>);

}
