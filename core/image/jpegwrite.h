// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace quantscope {

// 8-bit samples, [height, width, channels]: 3 are RGB, 4 are inks as a file has them.
struct JpegPixels
{
    int width = 0;
    int height = 0;
    int channels = 3;
    std::span<const uint8_t> samples;
};

// A baseline JPEG with libjpeg's standard settings: quality 75; RGB as YCbCr with 4:2:0 chroma, inks as they are.
// Throws Error beginning with `what` when there are no pixels or a side is above 65500.
std::vector<uint8_t> encodeJpeg(const JpegPixels&, const std::string& what);

}
