// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "image/image.h"

namespace quantscope {

// How the bytes of a benchmark become the pixels that a model gets.
enum class ImageRoute {
    Stored, // decoded as they are
    Jpeg75, // written as JPEG first, quality 75, 4:2:0, as VLMEvalKit did until February 2026
};

std::string_view imageRouteId(ImageRoute); // "stored", "jpeg75"

// decodeImage() of the bytes, or of the JPEG file that Pillow's Image.save() makes of them with its standard settings:
// inks stay inks, all else is RGB. Error also for a side above 65500 pixels, which JPEG does not have.
Image decodeImage(std::span<const uint8_t> bytes, ImageRoute, const std::string& what);

}
