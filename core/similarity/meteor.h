// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace quantscope {

// METEOR of one text against one reference, in [0, 1], as nltk's meteor_score: words are paired that are equal but for
// case, then by their Porter stems, then stems of the text with equal words among `synonyms` of them; 0 without pairs.
double meteor(const std::vector<std::string>& reference, const std::vector<std::string>& hypothesis,
              const std::function<std::set<std::string>(const std::string& stem)>& synonyms);

}
