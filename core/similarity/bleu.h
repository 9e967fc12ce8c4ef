// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace quantscope {

// BLEU of one text against one reference, in [0, 1]: the geometric mean of the precisions of one to four words in a
// row, times the penalty for brevity. Not smoothed, as nltk's sentence_bleu: without a common run of four words it is
// 1e-77 or less, without a common word 0.
double bleu(const std::vector<std::string>& reference, const std::vector<std::string>& hypothesis);

}
