// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace quantscope {

inline constexpr int leastThumbnail = 64, mostThumbnail = 4096; // pixels of the longest side

// The image as JPEG whose longest side has at most so many pixels; the file itself where that is small enough and not
// longer. Error beginning with `what` as decodeImage().
std::vector<uint8_t> thumbnailOf(std::span<const uint8_t> file, int longestSide, const std::string& what);

}
