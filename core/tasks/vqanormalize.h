// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace quantscope {

// Which of VLMEvalKit's rules vqaNormalized() strips punctuation by: later ones keep a period behind a digit.
inline constexpr std::string_view vqaPunctuationRule = "VLMEvalKit until May 2025";

// An answer as the VQA metrics compare it: punctuation off, lower case, number words as digits, articles dropped,
// contractions with their apostrophe.
std::string vqaNormalized(const std::string& answer);

}
