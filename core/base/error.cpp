// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"

namespace quantscope {
namespace {

constexpr size_t longest = 1500; // bytes
constexpr size_t keptBehind = 300;

// Where a character of UTF-8 begins, from `at` on.
size_t characterFrom(const std::string& text, size_t at)
{
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80)
        ++at;
    return at;
}

}

std::string Error::abridged(const std::string& sentence)
{
    if (sentence.size() <= longest)
        return sentence;
    return sentence.substr(0, characterFrom(sentence, longest - keptBehind)) + " … " +
        sentence.substr(characterFrom(sentence, sentence.size() - keptBehind));
}

}
