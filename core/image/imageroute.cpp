// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/imageroute.h"

#include "image/imagedecoders.h"
#include "image/jpegwrite.h"

namespace quantscope {
namespace {

std::vector<uint8_t> recompressed(std::span<const uint8_t> bytes, const std::string& what)
{
    if (isJpeg(bytes))
        if (const auto inks = inksOfJpeg(bytes, what))
            return encodeJpeg({inks->width, inks->height, 4, inks->cmyk}, what);
    const auto image = decodeImage(bytes, what);
    return encodeJpeg({image.width, image.height, 3, image.rgb}, what);
}

}

std::string_view imageRouteId(ImageRoute route)
{
    return route == ImageRoute::Stored ? "stored" : "jpeg75";
}

Image decodeImage(std::span<const uint8_t> bytes, ImageRoute route, const std::string& what)
{
    return route == ImageRoute::Stored ? decodeImage(bytes, what) : decodeJpeg(recompressed(bytes, what), what);
}

}
