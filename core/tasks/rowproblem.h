// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "base/error.h"

namespace quantscope {

// Why a row of a table cannot be asked.
struct RowProblem
{
    int64_t line = 0; // of the file, from 1; 0: not from a file
    std::string index; // empty where the row has none
    std::string message;

    bool operator==(const RowProblem&) const = default;
};

// "line 3, index 12: the image …"
std::string describe(const RowProblem&);

// One row is bad, all others can go on.
class RowError : public Error
{
public:
    explicit RowError(RowProblem problem)
        : Error(describe(problem))
        , m_problem(std::move(problem))
    {
    }

    const RowProblem& problem() const
    {
        return m_problem;
    }

private:
    RowProblem m_problem;
};

}
