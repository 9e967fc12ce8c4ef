// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>

#include <cstdint>
#include <span>
#include <string>

#include "image/imageroute.h"

namespace quantscope {

// The picture that a model gets of an image file, opaque: without alpha, orientation by EXIF and more than 8 bits, as
// in a data set. Null when it does not fit into the memory; Error as decodeImage().
QImage modelImage(std::span<const uint8_t> bytes, ImageRoute, const std::string& what);

// Without loss, made fast rather than small; empty where there is no image or no memory for it.
QByteArray pngFile(const QImage&);

}
