// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

// The inks of a CMYK JPEG as its file has them, [height, width, 4]; nothing for JPEGs of other kinds. Errors as
// decodeJpeg.
struct Inks
{
    int width = 0;
    int height = 0;
    std::vector<uint8_t> cmyk;
};
std::optional<Inks> inksOfJpeg(std::span<const uint8_t> bytes, const std::string& what);

// An image of that size with room for its pixels. Throws Error for an empty size or above 64 megapixels.
Image makeImage(uint64_t width, uint64_t height, const std::string& what);

}
