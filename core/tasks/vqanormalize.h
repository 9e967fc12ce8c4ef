// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace quantscope {

// An answer as the VQA metrics compare it: punctuation off, lower case, number words as digits, articles dropped,
// contractions with their apostrophe.
std::string vqaNormalized(const std::string& answer);

}
