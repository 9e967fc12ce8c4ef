// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>

namespace quantscope {

// A text to be drawn as an image, and how.
struct TextPicture
{
    enum class Colors { BlackOnWhite, GreyOnGrey, WhiteOnBlack };

    QString text;
    QString family; // of the font; empty: the application's
    int size = 48; // pixels, 8 to 160
    double angle = 0; // degrees, -45 to 45, counterclockwise
    double noise = 0; // the share of noise in each pixel, 0 to 1
    Colors colors = Colors::BlackOnWhite;

    bool operator==(const TextPicture&) const = default;
};

// As large as the text needs, up to 2048 pixels a side: long lines are wrapped and what is too much is cut off. The
// same picture always gives the same pixels. An empty text gives a null image.
QImage renderText(const TextPicture&);

}
