// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/image.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <new>
#include <string_view>

#include <fmt/core.h>

#include "base/error.h"
#include "image/imagedecoders.h"

namespace quantscope {
namespace {

constexpr uint64_t maxPixels = 1'000'000'000;

struct Format
{
    std::string_view magic;
    size_t offset;
    Image (*decode)(std::span<const uint8_t>, const std::string&);
};

using namespace std::string_view_literals;

constexpr std::array<Format, 9> formats = {{
    {"\xff\xd8\xff", 0, decodeJpeg},
    {"\x89PNG\r\n\x1a\n", 0, decodePng},
    {"WEBP", 8, decodeWebp},
    {"GIF87a", 0, decodeGif},
    {"GIF89a", 0, decodeGif},
    {"II\x2a\0"sv, 0, decodeTiff},
    {"MM\0\x2a"sv, 0, decodeTiff},
    {"II\x2b\0"sv, 0, decodeTiff}, // more than 4 GB
    {"BM", 0, decodeBmp},
}};

const Format* formatOf(std::span<const uint8_t> bytes)
{
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    const auto found = std::find_if(formats.begin(), formats.end(), [&](const Format& format) {
        return text.size() > format.offset && text.substr(format.offset).starts_with(format.magic);
    });
    return found != formats.end() ? &*found : nullptr;
}

}

Image startImage(uint64_t width, uint64_t height, const std::string& what)
{
    if (width == 0 || height == 0 || width > maxPixels || height > maxPixels || width * height > maxPixels)
        throw Error(
            fmt::format("{}: the image has {}x{} pixels, from 1 to 1000 million are expected", what, width, height));
    Image image;
    image.width = static_cast<int>(width);
    image.height = static_cast<int>(height);
    image.rgb.reserve(static_cast<size_t>(width) * height * 3);
    return image;
}

uint8_t* addRow(Image& image)
{
    const size_t at = image.rgb.size();
    image.rgb.resize(at + 3 * static_cast<size_t>(image.width));
    return &image.rgb[at];
}

Colors greyRamp()
{
    Colors colors = {};
    for (size_t i = 0; i < colors.size(); ++i)
        colors[i].fill(static_cast<uint8_t>(i));
    return colors;
}

uint8_t underInk(unsigned ink, unsigned light)
{
    const unsigned product = ink * light + 128;
    return static_cast<uint8_t>(light - ((product + (product >> 8)) >> 8));
}

bool isJpeg(std::span<const uint8_t> bytes)
{
    const auto* format = formatOf(bytes);
    return format && format->decode == decodeJpeg;
}

bool isKnownImage(std::span<const uint8_t> bytes)
{
    return formatOf(bytes) != nullptr;
}

Image decodeImage(std::span<const uint8_t> bytes, const std::string& what)
{
    const auto* format = formatOf(bytes);
    if (!format)
        throw Error(what + ": is not an image of a known format, JPEG, PNG, WebP, GIF, BMP or TIFF is expected");
    try {
        return format->decode(bytes, what);
    } catch (const std::bad_alloc&) {
        throw Error(what + ": the image is too large for the memory");
    }
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
