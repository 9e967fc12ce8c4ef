// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace quantscope {

// JSON as Python's json module writes it, with NaN, Infinity and -Infinity, which become null. A byte order mark is
// skipped. Error beginning with `what` for other text and for values too deep in each other.
nlohmann::json parsedPython(std::string_view text, const std::string& what);

// Every line that is not blank, from 1. Error names the line of one that is no JSON object.
void forEachJsonLine(std::string_view text, const std::string& what,
                     const std::function<void(int64_t line, const nlohmann::json&)>& take);

// The first line that is not blank, when it is a JSON object of its own and not the beginning of one on several lines.
std::optional<nlohmann::json> firstJsonLine(std::string_view text);
// Whether another line follows that is not blank.
bool hasSecondLine(std::string_view text);

}
