// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "run/fileuse.h"

namespace quantscope {

// What a file of predictions says of its own answers.
struct ImportClaim
{
    std::string name; // of its column or metric
    double sum = 0;
    int64_t answers = 0; // that have a score
    bool isShare = true; // all are from 0 to 1, so that the sum counts right answers

    bool operator==(const ImportClaim&) const = default;
};

// Where answers come from that were not given here.
struct ImportSource
{
    FileUse file;
    std::string format; // "xlsx", "lmms-eval", …
    int64_t rows = 0, unmatched = 0; // of the file; unmatched: they answer no question of the benchmark
    int64_t unanswered = 0; // questions that no row answers
    std::optional<ImportClaim> claim;

    bool operator==(const ImportSource&) const = default;
};

}
