// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>
#include <QString>

namespace quantscope {

// How the runs of a comparison are told apart: a letter everywhere, in plots also a colour and a kind of line. Colours
// are those of Okabe and Ito, darkened where they would be pale.
QString runMark(size_t run); // "A"
QColor runColor(size_t run, const QPalette&);
Qt::PenStyle runLineStyle(size_t run);

}
