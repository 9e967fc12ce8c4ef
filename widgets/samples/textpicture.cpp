// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples/textpicture.h"

#include <QFont>
#include <QFontMetrics>
#include <QPainter>
#include <QTransform>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace quantscope {
namespace {

constexpr int largestSide = 2048;
constexpr int longestLine = 1400;
constexpr int longestText = 2000;
constexpr int smallestSize = 8;
constexpr int largestSize = 160;
constexpr double largestAngle = 45;
constexpr int textFlags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap | Qt::TextWrapAnywhere;
constexpr int fittedFlags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap; // a long word gets smaller

struct Ink
{
    QColor text;
    QColor ground;
};

Ink inkOf(const TextPicture& picture)
{
    switch (picture.colors) {
    case TextPicture::Colors::GreyOnGrey: return {QColor(190, 190, 190), QColor(70, 70, 70)};
    case TextPicture::Colors::WhiteOnBlack: return {Qt::white, Qt::black};
    case TextPicture::Colors::OnGround:
        if (picture.ground)
            return {qGray(picture.ground->color.rgb()) < 128 ? Qt::white : Qt::black, picture.ground->color};
        break;
    case TextPicture::Colors::BlackOnWhite: break;
    }
    return {Qt::black, Qt::white};
}

// Where a text stands before it is turned, and the image that it needs then.
struct TextPlace
{
    QFont font;
    int flags = textFlags;
    QRect page;
    QTransform turned;
    QSize needed;
};

TextPlace textPlaceFor(const QString& text, QFont font, int pixels, double angle, int lineWidth, int flags)
{
    TextPlace place;
    font.setPixelSize(pixels);
    place.font = font;
    place.flags = flags;
    place.page = QFontMetrics(font).boundingRect(QRect(0, 0, lineWidth, largestSide), flags, text);
    place.turned.rotate(-std::clamp(angle, -largestAngle, largestAngle));
    const int margin = pixels / 2;
    place.needed = place.turned.mapRect(QRectF(place.page)).size().toSize() + QSize(2 * margin, 2 * margin);
    return place;
}

TextPlace textPlaceOf(const TextPicture& picture, const QString& text)
{
    QFont font;
    if (!picture.family.isEmpty())
        font.setFamily(picture.family);
    int pixels = std::clamp(picture.size, smallestSize, largestSize);
    if (picture.colors != TextPicture::Colors::OnGround || !picture.ground)
        return textPlaceFor(text, font, pixels, picture.angle, longestLine, textFlags);
    const auto room = picture.ground->size;
    const auto fitted = [&] {
        return textPlaceFor(text, font, pixels, picture.angle, std::max(1, room.width() - pixels), fittedFlags);
    };
    auto place = fitted();
    while (pixels > smallestSize && (place.needed.width() > room.width() || place.needed.height() > room.height())) {
        --pixels;
        place = fitted();
    }
    place.needed = room;
    return place;
}

void addNoise(QImage& image, double share)
{
    const int mixed = static_cast<int>(std::lround(256 * std::clamp(share, 0.0, 1.0)));
    if (mixed == 0)
        return;
    std::mt19937 random(1);
    const auto mix = [mixed](int value, unsigned noise) {
        return (value * (256 - mixed) + static_cast<int>(noise & 255) * mixed) / 256;
    };
    for (int y = 0; y < image.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            const auto noise = static_cast<unsigned>(random());
            line[x] =
                qRgb(mix(qRed(line[x]), noise), mix(qGreen(line[x]), noise >> 8), mix(qBlue(line[x]), noise >> 16));
        }
    }
}

}

std::optional<PictureGround> groundOf(const QImage& image)
{
    if (image.isNull())
        return {};
    std::vector<int> red, green, blue;
    const auto take = [&](int x, int y) {
        const auto pixel = image.pixel(x, y);
        red.push_back(qRed(pixel));
        green.push_back(qGreen(pixel));
        blue.push_back(qBlue(pixel));
    };
    for (int x = 0; x < image.width(); ++x)
        for (const int y : {0, image.height() - 1})
            take(x, y);
    for (int y = 0; y < image.height(); ++y)
        for (const int x : {0, image.width() - 1})
            take(x, y);
    const auto median = [](std::vector<int>& values) {
        const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
        std::nth_element(values.begin(), middle, values.end());
        return *middle;
    };
    const QSize size = image.size().boundedTo({largestSide, largestSide});
    return PictureGround{size, QColor(median(red), median(green), median(blue))};
}

QImage renderText(const TextPicture& picture)
{
    const auto text = picture.text.left(longestText);
    if (text.trimmed().isEmpty())
        return {};
    const auto ink = inkOf(picture);
    const auto [font, flags, page, turned, needed] = textPlaceOf(picture, text);
    QImage image(needed.boundedTo(QSize(largestSide, largestSide)), QImage::Format_RGB32);
    image.fill(ink.ground);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.translate(QRectF(image.rect()).center());
    painter.setTransform(turned, true);
    painter.translate(-QRectF(page).center());
    painter.setFont(font);
    painter.setPen(ink.text);
    painter.drawText(page, flags, text);
    painter.end();
    addNoise(image, picture.noise);
    return image;
}

}
