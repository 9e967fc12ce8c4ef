// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/csv.h"

#include <cmath>

#include <nlohmann/json.hpp>

namespace quantscope {

std::string csvQuoted(std::string_view text)
{
    std::string quoted = "\"";
    for (const char c : text)
        quoted.append(c == '"' ? 2 : 1, c);
    return quoted + '"';
}

std::string csvLine(const std::vector<std::string>& fields, std::string_view lineEnd)
{
    std::string line;
    for (size_t i = 0; i < fields.size(); ++i) {
        line += i > 0 ? "," : "";
        line += fields[i].find_first_of(",\"\n\r") == std::string::npos ? fields[i] : csvQuoted(fields[i]);
    }
    return line.append(lineEnd);
}

std::string csvNumber(std::optional<double> value)
{
    if (value && std::isfinite(*value))
        return nlohmann::json(*value).dump();
    return value && *value > 0 ? "inf" : "";
}

}
