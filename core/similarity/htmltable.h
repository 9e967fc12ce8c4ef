// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace quantscope {

// TEDS, the similarity of two tables by the edit distance of their trees (PubTabNet, arXiv 1911.10683): 1 - distance /
// elements of the larger one, from 0 to 1. Cells of the same spans differ by their characters and tags; header cells
// are compared by their places alone, as in the original. Takes whole HTML documents in UTF-8 and compares the first
// table of each body; 0 where one has none, a span is no number, or both are too large to compare.
double tableSimilarity(const std::string& html, const std::string& otherHtml);

}
