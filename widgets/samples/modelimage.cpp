// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples/modelimage.h"

#include <QBuffer>

namespace quantscope {

QImage modelImage(std::span<const uint8_t> bytes, ImageRoute route, const std::string& what)
{
    const auto image = decodeImage(bytes, route, what);
    const QImage view(image.rgb.data(), image.width, image.height, 3 * qsizetype(image.width), QImage::Format_RGB888);
    return view.convertToFormat(QImage::Format_RGB32);
}

QByteArray pngFile(const QImage& image)
{
    constexpr int fastest = 100;
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    return !image.isNull() && image.save(&buffer, "PNG", fastest) ? bytes : QByteArray();
}

}
