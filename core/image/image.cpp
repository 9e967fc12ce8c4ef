// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/image.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

#include <fmt/core.h>

#include "base/error.h"
#include "image/imagedecoders.h"

namespace quantscope {
namespace {

constexpr uint64_t maxPixels = 64'000'000;

struct Format
{
    std::string_view magic;
    size_t offset;
    Image (*decode)(std::span<const uint8_t>, const std::string&);
};

constexpr std::array<Format, 3> formats = {{
    {"\xff\xd8\xff", 0, decodeJpeg},
    {"\x89PNG\r\n\x1a\n", 0, decodePng},
    {"WEBP", 8, decodeWebp},
}};

}

Image makeImage(uint64_t width, uint64_t height, const std::string& what)
{
    if (width == 0 || height == 0 || width > maxPixels || height > maxPixels || width * height > maxPixels)
        throw Error(
            fmt::format("{}: the image has {}x{} pixels, from 1 to 64 million are expected", what, width, height));
    Image image;
    image.width = static_cast<int>(width);
    image.height = static_cast<int>(height);
    image.rgb.resize(static_cast<size_t>(width) * height * 3);
    return image;
}

Image decodeImage(std::span<const uint8_t> bytes, const std::string& what)
{
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    for (const auto& format : formats)
        if (text.size() > format.offset && text.substr(format.offset).starts_with(format.magic))
            return format.decode(bytes, what);
    throw Error(what + ": is not an image of a known format, JPEG, PNG or WebP is expected");
}

Image crop(const Image& image, int left, int top, int right, int bottom)
{
    if (left < 0 || top < 0 || right > image.width || bottom > image.height || left >= right || top >= bottom)
        throw Error(fmt::format("a crop from {},{} to {},{} does not lie in an image of {}x{} pixels", left, top, right,
                                bottom, image.width, image.height));
    Image result;
    result.width = right - left;
    result.height = bottom - top;
    const size_t rowBytes = static_cast<size_t>(result.width) * 3;
    result.rgb.resize(rowBytes * static_cast<size_t>(result.height));
    for (int y = 0; y < result.height; ++y) {
        const size_t source =
            (static_cast<size_t>(top + y) * static_cast<size_t>(image.width) + static_cast<size_t>(left)) * 3;
        std::memcpy(&result.rgb[static_cast<size_t>(y) * rowBytes], &image.rgb[source], rowBytes);
    }
    return result;
}

}
