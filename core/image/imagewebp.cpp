// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/imagedecoders.h"

#include <webp/decode.h>

#include "base/error.h"

namespace quantscope {

Image decodeWebp(std::span<const uint8_t> bytes, const std::string& what)
{
    WebPBitstreamFeatures features = {};
    if (WebPGetFeatures(bytes.data(), bytes.size(), &features) != VP8_STATUS_OK)
        throw Error(what + ": is not a usable WebP image");
    if (features.has_animation)
        throw Error(what + ": is an animated WebP image, a still one is expected");
    auto image = makeImage(static_cast<uint64_t>(features.width), static_cast<uint64_t>(features.height), what);
    if (!WebPDecodeRGBInto(bytes.data(), bytes.size(), image.rgb.data(), image.rgb.size(), image.width * 3))
        throw Error(what + ": the WebP image is damaged or truncated");
    return image;
}

}
