// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "image/image.h"

namespace quantscope {

// One function per format; see decodeImage.
Image decodeJpeg(std::span<const uint8_t> bytes, const std::string& what);
Image decodePng(std::span<const uint8_t> bytes, const std::string& what);
Image decodeWebp(std::span<const uint8_t> bytes, const std::string& what);
Image decodeGif(std::span<const uint8_t> bytes, const std::string& what);
Image decodeBmp(std::span<const uint8_t> bytes, const std::string& what);
Image decodeTiff(std::span<const uint8_t> bytes, const std::string& what);

// The bytes begin as a JPEG file does.
bool isJpeg(std::span<const uint8_t> bytes);

// An image of that size with room for its pixels and none of them: what a damaged file promises costs no memory. Throws
// Error for an empty size or above the limit of decodeImage().
Image startImage(uint64_t width, uint64_t height, const std::string& what);
// The next row of it, black.
uint8_t* addRow(Image&);

// A palette; what lies behind its entries is black, as in Pillow.
using Colors = std::array<std::array<uint8_t, 3>, 256>;
Colors greyRamp();

// What is left of `light` under an ink, in Pillow's integer arithmetic; 255 is full.
uint8_t underInk(unsigned ink, unsigned light);
// The inks of a CMYK JPEG as its file has them, [height, width, 4]; nothing for JPEGs of other kinds. Errors as
// decodeJpeg.
struct Inks
{
    int width = 0;
    int height = 0;
    std::vector<uint8_t> cmyk;
};
std::optional<Inks> inksOfJpeg(std::span<const uint8_t> bytes, const std::string& what);

}
