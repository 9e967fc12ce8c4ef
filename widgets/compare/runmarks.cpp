// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/runmarks.h"

#include <array>

#include "archive/comparability.h"
#include "common/appearance.h"

namespace quantscope {
namespace {

struct RunLook
{
    const char* light;
    const char* dark;
    Qt::PenStyle line;
};

constexpr std::array<RunLook, mostCompared> looks{{
    {"#0072B2", "#4BA8E0", Qt::SolidLine},
    {"#D55E00", "#F0894A", Qt::SolidLine},
    {"#009E73", "#2FC79C", Qt::DashLine},
    {"#B0568C", "#DD93BE", Qt::DashLine},
    {"#A87000", "#E69F00", Qt::DotLine},
    {"#2F86BD", "#8FD0F5", Qt::DashDotLine},
    {"#857B00", "#D9CE3A", Qt::DashDotLine},
    {"#3C3C3C", "#D8D8D8", Qt::DotLine},
}};

}

QString runMark(size_t run)
{
    return QString::fromStdString(runLetter(run));
}

QColor runColor(size_t run, const QPalette& palette)
{
    const auto& look = looks[run % looks.size()];
    return QColor(isDark(palette) ? look.dark : look.light);
}

Qt::PenStyle runLineStyle(size_t run)
{
    return looks[run % looks.size()].line;
}

}
