// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSize>
#include <QString>

class QCustomPlot;

namespace quantscope {

enum class PictureFormat { Png, Svg, Pdf };

// By the suffix of a file name; Error for any other.
PictureFormat pictureFormat(const QString& file);
// The plot as it is now, as a file's content.
QByteArray pictureOf(QCustomPlot&, PictureFormat, QSize);
// Writes all or nothing; Error names the file.
void writeFile(const QString& file, const QByteArray& bytes);

}
