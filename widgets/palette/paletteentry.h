// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

namespace quantscope {

// Something that the command palette finds and does.
struct PaletteEntry
{
    QString id; // the same at the next start
    QString kind; // "Action", "Layer", …
    QString text;
    QString hint; // its keys, where it stands; found as well
    std::function<void()> run{};
    QString blocked{}; // why it cannot be done now; empty: it can
};

}
