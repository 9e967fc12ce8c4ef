// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace quantscope {

// `share` of the first colour over the second.
QColor mixed(const QColor& color, const QColor& over, double share);
QColor gridColor(const QPalette&);
// The colours of saved pictures, whatever the window looks like.
QPalette exportPalette();

}
