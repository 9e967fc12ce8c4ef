// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/reportpicture.h"

#include <algorithm>
#include <cmath>

#include "image/image.h"
#include "image/jpegwrite.h"

namespace quantscope {
namespace {

constexpr int longestSide = 720;
constexpr size_t smallBytes = 60'000; // of a PNG, whose letters have no artefacts

Image reduced(Image image)
{
    const int longer = std::max(image.width, image.height);
    if (longer <= longestSide)
        return image;
    const auto side = [&](int length) {
        return std::max(1, static_cast<int>(std::lround(double(length) * longestSide / longer)));
    };
    return resizeBicubic(image, side(image.width), side(image.height));
}

}

ReportPicture reportPicture(const EncodedImage& encoded, const std::string& alt)
{
    const auto image = reduced(decodeImage(*encoded, "its image"));
    ReportPicture picture{"image/png", alt, encodePng(image), image.width, image.height};
    if (picture.bytes.size() <= smallBytes)
        return picture;
    auto jpeg = encodeJpeg({image.width, image.height, 3, image.rgb}, "its image");
    if (jpeg.size() < picture.bytes.size()) {
        picture.mime = "image/jpeg";
        picture.bytes = std::move(jpeg);
    }
    return picture;
}

}
