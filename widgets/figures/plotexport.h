// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFont>
#include <QSize>
#include <QString>

class QCustomPlot;

namespace quantscope {

enum class PictureFormat { Png, Svg, Pdf };

// By the suffix of a file name; Error for any other.
PictureFormat pictureFormat(const QString& file);
// The plot as it is now, as a file's content.
QByteArray pictureOf(QCustomPlot&, PictureFormat, QSize);

// A page that is exactly this large, with the plot above and the caption in its width below; empty: none.
struct FigurePage
{
    QSizeF millimetres;
    QSize plot, whole; // in the plot's own pixels
    QString caption;
    QFont font;
};

inline constexpr int figureDpi = 300; // of a PNG
QByteArray figureOf(QCustomPlot&, PictureFormat, const FigurePage&);

}
