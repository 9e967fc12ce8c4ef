// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>

namespace quantscope {

// Levenshtein's distance: the fewest insertions, deletions and replacements of characters.
size_t editDistance(const std::u32string&, const std::u32string&);

}
