// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QVariant>

#include <functional>
#include <utility>

namespace quantscope {

// One setting of the program, with everything that a window of settings needs to show and change it.
struct ProgramSetting
{
    enum Kind {
        Choice, // one of `choices`
        Number, // whole, least … most
        Decimal, // two places, least … most
        Folder, // a path; empty: `special`
        File, // likewise
        Fact // shown, not changed
    };

    QString id, section, label, help;
    Kind kind = Fact;
    QVariant standard{}; // what Reset gives
    std::function<QVariant()> get{};
    std::function<void(const QVariant&)> set{}; // none for a fact
    QList<std::pair<QString, QVariant>> choices{}; // title and value
    double least = 0, most = 0, step = 1;
    QString suffix{}, special{}; // behind a number; instead of the least number or of no path
    QVariant inEffect{}; // since the program's start: a new value waits for the next one; unset: it works at once
    QString actionTitle{}, actionHelp{}; // of a button beside it; empty: none
    std::function<void()> action{};
};

}
