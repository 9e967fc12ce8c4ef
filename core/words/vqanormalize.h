// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace quantscope {

// VLMEvalKit's rule for periods changed on 2025-05-13: until then a period stays only in front of a digit, since then
// also behind one ("5." stays "5."). Older numbers, MQuant's among them, have the first.
enum class PunctuationRule { UntilMay2025, SinceMay2025 };

// An answer as the VQA metrics compare it: punctuation off, lower case, number words as digits, articles dropped,
// contractions with their apostrophe.
std::string vqaNormalized(const std::string& answer, PunctuationRule = PunctuationRule::UntilMay2025);

// Its first step: tabs and line ends as spaces, outer white space and punctuation off.
std::string withoutVqaPunctuation(const std::string& answer, PunctuationRule = PunctuationRule::UntilMay2025);

}
