// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/thumbnail.h"

#include <algorithm>
#include <cmath>

#include "image/image.h"
#include "image/jpegwrite.h"

namespace quantscope {

std::vector<uint8_t> thumbnailOf(std::span<const uint8_t> file, int longestSide, const std::string& what)
{
    auto image = decodeImage(file, what);
    const int longest = std::max(image.width, image.height);
    if (longest > longestSide) {
        const double ratio = double(longestSide) / longest;
        const auto side = [&](int pixels) { return std::max(1, static_cast<int>(std::lround(pixels * ratio))); };
        image = resizeBicubic(image, side(image.width), side(image.height));
    }
    auto jpeg = encodeJpeg({image.width, image.height, 3, image.rgb}, what);
    if (longest <= longestSide && file.size() <= jpeg.size())
        return {file.begin(), file.end()};
    return jpeg;
}

}
