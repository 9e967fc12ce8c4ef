// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVariantMap>

namespace quantscope {

// How a figure for a paper looks, whatever the window looks like.
struct FigureSettings
{
    double width = 85, height = 55; // mm, with the caption
    double fontSize = 8; // pt
    bool hasCaption = true;
    QString format = QStringLiteral("pdf"); // or "svg" or "png"

    bool operator==(const FigureSettings&) const = default;
};

inline constexpr double leastFigure = 30, mostFigure = 500; // mm
inline constexpr double leastFigureFont = 4, mostFigureFont = 30; // pt

// What cannot be a figure keeps its default.
FigureSettings figureSettingsFrom(const QVariantMap&);
QVariantMap toMap(const FigureSettings&);

}
