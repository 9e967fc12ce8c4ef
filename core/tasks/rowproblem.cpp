// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/rowproblem.h"

#include <fmt/core.h>

namespace quantscope {

std::string describe(const RowProblem& problem)
{
    std::string place = problem.line > 0 ? fmt::format("line {}", problem.line) : std::string();
    if (!problem.index.empty())
        place += (place.empty() ? "index " : ", index ") + problem.index;
    return place.empty() ? problem.message : place + ": " + problem.message;
}

}
