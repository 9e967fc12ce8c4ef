// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace quantscope {

// A row of a tab-separated file; the cells stay valid during the callback only.
struct TsvRow
{
    int64_t line = 0; // of its first byte, from 1
    std::vector<std::string_view> cells;
};

// Reads tab-separated text as pandas does: a cell that begins with " runs to the closing " ("" is one "), through tabs
// and line ends; blank lines are skipped; lines end with \n, \r\n or \r; a byte order mark is skipped.
// Throws Error beginning with `what` when the last quote is not closed, and for UTF-16 and UTF-32.
void readTsv(std::string_view text, const std::string& what, const std::function<void(const TsvRow&)>& onRow);

}
