// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSettings>
#include <QSize>

#include <optional>

namespace quantscope {

inline constexpr int leastScale = 80, mostScale = 200; // per cent

// Per cent that everything in the window is larger, as kept; 100 where nothing good is.
int keptScale(const QSettings&);
void keepScale(QSettings&, int percent);

// The largest scale at which the smallest window fits this many pixels of a screen; never below 100.
int largestScale(QSize screenPixels);

// Makes Qt draw all of the program larger: fonts, icons, lines, columns. Qt reads that once, when the application is
// made; restore() then leaves to programs that this one starts what was there before.
class DisplayScale
{
public:
    explicit DisplayScale(int percent);
    void restore();

private:
    QByteArray m_before;
    bool m_was = false;
};

}
