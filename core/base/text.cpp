// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"

#include <algorithm>

#include <fmt/core.h>

namespace quantscope {

std::string rounded(double value, int digits)
{
    return fmt::format("{:.{}g}", value, digits);
}

std::string percent(double share)
{
    const double value = std::min(share, 1.0) * 100;
    return value >= 10 && value < 99.5 ? fmt::format("{:.0f} %", value) : rounded(value) + " %";
}

std::string scoreText(double correct, int64_t total)
{
    const auto text = rounded(correct, 6) + " / " + std::to_string(total);
    return total > 0 ? text + fmt::format(" ({:.1f} %)", 100 * correct / static_cast<double>(total)) : text;
}

std::string gigabytes(double bytes)
{
    return fmt::format("{:.2f} GB", bytes / 1e9);
}

std::string listed(std::span<const std::string> words, size_t most)
{
    std::string text;
    for (size_t i = 0; i < std::min(words.size(), most); ++i)
        text += (i > 0 ? ", " : "") + words[i];
    return text + (words.size() > most ? ", …" : "");
}

}
