// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/imagedecoders.h"

#include <cstring>
#include <memory>

#include <webp/decode.h>
#include <webp/demux.h>

#include "base/error.h"

namespace quantscope {
namespace {

// The first frame on the animation's canvas.
void decodeFirstFrame(std::span<const uint8_t> bytes, Image& image, const std::string& what)
{
    WebPAnimDecoderOptions options;
    const WebPData data{bytes.data(), bytes.size()};
    if (!WebPAnimDecoderOptionsInit(&options))
        throw Error(what + ": libwebpdemux has another version than its header");
    options.color_mode = MODE_RGBA;
    const std::unique_ptr<WebPAnimDecoder, decltype(&WebPAnimDecoderDelete)> decoder(
        WebPAnimDecoderNew(&data, &options), WebPAnimDecoderDelete);
    uint8_t* rgba = nullptr;
    int time = 0;
    if (!decoder || !WebPAnimDecoderGetNext(decoder.get(), &rgba, &time))
        throw Error(what + ": the WebP image is damaged or truncated");
    for (int y = 0; y < image.height; ++y) {
        uint8_t* rgb = addRow(image);
        for (int x = 0; x < image.width; ++x, rgba += 4, rgb += 3)
            std::memcpy(rgb, rgba, 3);
    }
}

}

Image decodeWebp(std::span<const uint8_t> bytes, const std::string& what)
{
    WebPBitstreamFeatures features = {};
    if (WebPGetFeatures(bytes.data(), bytes.size(), &features) != VP8_STATUS_OK)
        throw Error(what + ": is not a usable WebP image");
    auto image = startImage(static_cast<uint64_t>(features.width), static_cast<uint64_t>(features.height), what);
    if (features.has_animation) {
        decodeFirstFrame(bytes, image, what);
        return image;
    }
    image.rgb.resize(3 * static_cast<size_t>(image.width) * static_cast<size_t>(image.height));
    if (!WebPDecodeRGBInto(bytes.data(), bytes.size(), image.rgb.data(), image.rgb.size(), image.width * 3))
        throw Error(what + ": the WebP image is damaged or truncated");
    return image;
}

}
