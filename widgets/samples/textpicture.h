// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QImage>
#include <QString>

#include <optional>

namespace quantscope {

// What a picture has behind its text: its size and one colour.
struct PictureGround
{
    QSize size;
    QColor color;

    bool operator==(const PictureGround&) const = default;
};

// The size of a picture and, of each of red, green and blue, the median along its border. Null: nothing.
std::optional<PictureGround> groundOf(const QImage&);

// A text to be drawn as an image, and how.
struct TextPicture
{
    enum class Colors { BlackOnWhite, GreyOnGrey, WhiteOnBlack, OnGround };

    QString text;
    QString family; // of the font; empty: the application's
    int size = 48; // pixels, 8 to 160
    double angle = 0; // degrees, -45 to 45, counterclockwise
    double noise = 0; // the share of noise in each pixel, 0 to 1
    Colors colors = Colors::BlackOnWhite;
    std::optional<PictureGround> ground; // of Colors::OnGround

    bool operator==(const TextPicture&) const = default;
};

// As large as the text needs, up to 2048 pixels a side: long lines are wrapped and what is too much is cut off. On a
// ground it has the ground's size, the letters get smaller until they fit and are black or white, whichever stands out.
// The same picture always gives the same pixels. An empty text gives a null image.
QImage renderText(const TextPicture&);

}
