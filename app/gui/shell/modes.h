// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <vector>

namespace quantscope {

// Docks behind each other, the front one first, and the pixels that they want in their column.
struct DockStack
{
    QStringList docks;
    int height;
};

// Stacks above each other, and the pixels that they want in the window.
struct DockColumn
{
    int width;
    std::vector<DockStack> stacks;
};

using DockArrangement = std::vector<DockColumn>;

// What somebody is at, and where the docks stand for it at first: in a window up to 1400 pixels wide, and in a wider
// one. In a still smaller window one dock stands in each place, the others behind it as tabs. A new mode is a row in
// modes.cpp.
struct ModeRow
{
    const char* id;
    const char* title; // translated in context "Modes", as is the next
    const char* help;
    DockArrangement small, large;
    DockArrangement least = {}; // none: as in a small window
};

const std::vector<ModeRow>& modeRows();
// Null: there is no such mode.
const ModeRow* findMode(const QString& id);
QString modeTitle(const ModeRow&);
// The first mode that has the dock in front by default, else behind others; empty: none.
QString homeModeOf(const QString& dock);

}
