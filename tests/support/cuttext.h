// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

#include <vector>

namespace quantscope::test {

// A text that a shown widget has no room for.
struct CutText
{
    QString where; // the names on the way to it, from the outside
    QString kind; // "label", "button", "header", "cell" …
    QString text;
    int has = 0, needs = 0; // pixels
};

// What may be cut: its place contains this. Why it may stands beside it.
struct MayBeCut
{
    QString kind, where;
    const char* why;
};

// Every cut text in the visible part of a shown widget: labels, buttons, boxes, headers, cells, tabs, titles of groups
// and docks, menus and tools that a bar has no room for, words that a window's edge cuts.
QList<CutText> cutTexts(const QWidget&, const std::vector<MayBeCut>& = {});

// One line each; empty: nothing is cut.
QString describe(const QList<CutText>&);

}
