// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples/textpicture.h"

#include <QFont>
#include <QFontMetrics>
#include <QPainter>
#include <QTransform>

#include <algorithm>
#include <cmath>
#include <random>

namespace quantscope {
namespace {

constexpr int largestSide = 2048;
constexpr int longestLine = 1400;
constexpr int longestText = 2000;
constexpr int smallestSize = 8;
constexpr int largestSize = 160;
constexpr double largestAngle = 45;
constexpr int textFlags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap | Qt::TextWrapAnywhere;

struct Ink
{
    QColor text;
    QColor ground;
};

Ink inkOf(TextPicture::Colors colors)
{
    switch (colors) {
    case TextPicture::Colors::BlackOnWhite: return {Qt::black, Qt::white};
    case TextPicture::Colors::GreyOnGrey: return {QColor(190, 190, 190), QColor(70, 70, 70)};
    case TextPicture::Colors::WhiteOnBlack: return {Qt::white, Qt::black};
    }
    return {Qt::black, Qt::white};
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

QImage renderText(const TextPicture& picture)
{
    const auto text = picture.text.left(longestText);
    if (text.trimmed().isEmpty())
        return {};
    const auto ink = inkOf(picture.colors);
    QFont font;
    if (!picture.family.isEmpty())
        font.setFamily(picture.family);
    font.setPixelSize(std::clamp(picture.size, smallestSize, largestSize));
    const QRect page = QFontMetrics(font).boundingRect(QRect(0, 0, longestLine, largestSide), textFlags, text);
    const int margin = font.pixelSize() / 2;
    QTransform turned;
    turned.rotate(-std::clamp(picture.angle, -largestAngle, largestAngle));
    const auto needed = turned.mapRect(QRectF(page)).size().toSize() + QSize(2 * margin, 2 * margin);
    QImage image(needed.boundedTo(QSize(largestSide, largestSide)), QImage::Format_RGB32);
    image.fill(ink.ground);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.translate(QRectF(image.rect()).center());
    painter.setTransform(turned, true);
    painter.translate(-QRectF(page).center());
    painter.setFont(font);
    painter.setPen(ink.text);
    painter.drawText(page, textFlags, text);
    painter.end();
    addNoise(image, picture.noise);
    return image;
}

}
