// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/imagedecoders.h"

#include <memory>

#include <webp/decode.h>
#include <webp/demux.h>

#include "base/error.h"

namespace quantscope {
namespace {

// The first frame on the animation's canvas, which is black around it. The library's own decoder of animations would
// keep two more canvases.
void decodeFirstFrame(std::span<const uint8_t> bytes, Image& image, const std::string& what)
{
    const WebPData data{bytes.data(), bytes.size()};
    const std::unique_ptr<WebPDemuxer, decltype(&WebPDemuxDelete)> demuxer(WebPDemux(&data), WebPDemuxDelete);
    WebPIterator frame = {};
    const bool found = demuxer && WebPDemuxGetFrame(demuxer.get(), 1, &frame);
    const std::unique_ptr<WebPIterator, decltype(&WebPDemuxReleaseIterator)> release(&frame, WebPDemuxReleaseIterator);
    const bool fits = found && frame.x_offset >= 0 && frame.y_offset >= 0 && frame.width > 0 && frame.height > 0 &&
        frame.width <= image.width - frame.x_offset && frame.height <= image.height - frame.y_offset;
    if (!fits)
        throw Error(what + ": the WebP image is damaged or truncated");
    const auto stride = 3 * static_cast<size_t>(image.width);
    image.rgb.assign(stride * static_cast<size_t>(image.height), 0);
    const size_t start = static_cast<size_t>(frame.y_offset) * stride + 3 * static_cast<size_t>(frame.x_offset);
    if (!WebPDecodeRGBInto(frame.fragment.bytes, frame.fragment.size, image.rgb.data() + start,
                           image.rgb.size() - start, static_cast<int>(stride)))
        throw Error(what + ": the WebP image is damaged or truncated");
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
