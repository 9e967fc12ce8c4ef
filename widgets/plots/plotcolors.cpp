// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/plotcolors.h"

namespace quantscope {

QColor mixed(const QColor& color, const QColor& over, double share)
{
    const auto mix = [share](double a, double b) { return static_cast<float>(share * a + (1 - share) * b); };
    return QColor::fromRgbF(mix(color.redF(), over.redF()), mix(color.greenF(), over.greenF()),
                            mix(color.blueF(), over.blueF()));
}

QColor gridColor(const QPalette& palette)
{
    return mixed(palette.color(QPalette::Text), palette.color(QPalette::Base), 0.14);
}

QPalette exportPalette()
{
    QPalette palette;
    const QColor text("#1c1c1c");
    palette.setColor(QPalette::Window, QColor("#f4f4f4"));
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::Base, Qt::white);
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::Highlight, QColor("#2a6fb5"));
    return palette;
}

}
