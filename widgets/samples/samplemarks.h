// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QRect>
#include <QString>

class QPainter;

namespace quantscope {

QString rightSign(bool right); // ✓ or ✗
// The beginning of a text with its line ends shown as ↵, for one line of a list.
QString oneLine(const QString& text);
// A picture frame with a crack, for an image that cannot be read.
void drawBrokenImage(QPainter*, const QRect& area, const QColor&);

}
