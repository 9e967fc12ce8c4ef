// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QVariant>

#include <span>
#include <vector>

#include "recipe/recipecontext.h"

class QWidget;

namespace quantscope {

// A setting that holds for all towers: protocol, norm fusion, the kind of rotation, the seed, the calibration. A new
// one is a row in globalsettings.cpp.
struct GlobalSetting
{
    enum Kind {
        Choice, // its value is the choice's place in the list
        Switch,
        Count, // from 1 to `most`
        Digits, // a text of digits
    };

    const char* id;
    const char* label; // at the head of its row
    const char* title; // the whole name, for accessibility
    const char* help;
    bool folded; // rarely used
    Kind kind;
    int most;
    QStringList (*choices)();
    QVariant (*value)(const Recipe&);
    void (*set)(Recipe&, const QVariant&);
    QString (*phrase)(const QVariant&); // "seed 42", for undo
    std::vector<int> (*layers)(const RecipeContext&); // that it reaches
    QString (*idle)(const RecipeContext&); // why it has no effect now; empty: it has
};

std::span<const GlobalSetting> globalSettings();
QString globalLabel(const GlobalSetting&);
QString globalTitle(const GlobalSetting&);
QString globalHelp(const GlobalSetting&);
QWidget* createGlobalEditor(const GlobalSetting&, QWidget* parent);

}
