// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace quantscope {

// 8-bit RGB, [height, width, 3] without padding.
struct Image
{
    int width = 0;
    int height = 0;
    std::vector<uint8_t> rgb;
};

// JPEG, PNG, WebP, GIF, BMP or TIFF by magic bytes, the first frame of several, converted as Pillow's convert("RGB")
// does: alpha dropped, grey and palette expanded, 16-bit grey clipped to 255, other 16-bit samples cut to their high
// byte, a JPEG's CMYK read as Adobe's inverted inks; turned by its orientation where it is TIFF. Throws Error beginning
// with `what` when the bytes are damaged, truncated, of another kind, above VLMEvalKit's limit of 1,000 megapixels or
// too large for the memory.
Image decodeImage(std::span<const uint8_t> bytes, const std::string& what);

// The bytes begin as an image of one of these kinds does.
bool isKnownImage(std::span<const uint8_t> bytes);

// 8-bit RGB without interlacing; the same bytes for the same image and libraries. Throws Error for an empty image or
// one whose pixels do not fit its size.
std::vector<uint8_t> encodePng(const Image& image);

// Pillow's 8-bit resampling to the last bit: a horizontal, then a vertical pass with 8-bit samples between, weights in
// fixed point with 22 fractional bits, filter widened when shrinking. Throws Error for an empty image or size.
Image resizeBicubic(const Image& image, int width, int height);
Image resizeBilinear(const Image& image, int width, int height);

// The pixels with left <= x < right and top <= y < bottom. Throws Error when they are not all inside.
Image crop(const Image& image, int left, int top, int right, int bottom);

}
