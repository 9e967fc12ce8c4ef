// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/worktext.h"

#include <QCoreApplication>

namespace quantscope {
namespace {

// Beside the names of stages, which are texts of the core.
constexpr const char* works[]{
    QT_TRANSLATE_NOOP("Work", "Checking the cache"),
    QT_TRANSLATE_NOOP("Work", "answer with both models"),
    QT_TRANSLATE_NOOP("Work", "calibrate activations of the vision tower"),
    QT_TRANSLATE_NOOP("Work", "columns"),
    QT_TRANSLATE_NOOP("Work", "compare the runs"),
    QT_TRANSLATE_NOOP("Work", "compare the transformed model"),
    QT_TRANSLATE_NOOP("Work", "component swaps"),
    QT_TRANSLATE_NOOP("Work", "distributions"),
    QT_TRANSLATE_NOOP("Work", "draw distributions"),
    QT_TRANSLATE_NOOP("Work", "draw the layers"),
    QT_TRANSLATE_NOOP("Work", "factorization"),
    QT_TRANSLATE_NOOP("Work", "look at every layer"),
    QT_TRANSLATE_NOOP("Work", "measure layer errors of the vision tower"),
    QT_TRANSLATE_NOOP("Work", "open the calibration questions"),
    QT_TRANSLATE_NOOP("Work", "pictures"),
    QT_TRANSLATE_NOOP("Work", "profile layer inputs"),
    QT_TRANSLATE_NOOP("Work", "questions"),
    QT_TRANSLATE_NOOP("Work", "report"),
    QT_TRANSLATE_NOOP("Work", "rotation"),
    QT_TRANSLATE_NOOP("Work", "runs"),
    QT_TRANSLATE_NOOP("Work", "weight"),
};

struct Verb
{
    const char* begin; // followed by a layer's or a file's name
    const char* text;
};

constexpr Verb verbs[]{
    {"measure ", QT_TRANSLATE_NOOP("Work", "measure %1")},
    {"quantize ", QT_TRANSLATE_NOOP("Work", "quantize %1")},
    {"open ", QT_TRANSLATE_NOOP("Work", "open %1")},
    {"draw ", QT_TRANSLATE_NOOP("Work", "draw %1")},
};

}

QString workText(const QString& what)
{
    const auto english = what.toUtf8();
    if (const auto stage = QCoreApplication::translate("Stage", english.constData()); stage != what)
        return stage;
    for (const char* work : works)
        if (what == QLatin1String(work))
            return QCoreApplication::translate("Work", work);
    for (const auto& verb : verbs) // of one thing, as names have no spaces
        if (const auto begin = QLatin1String(verb.begin);
            what.startsWith(begin) && !what.mid(begin.size()).contains(' '))
            return QCoreApplication::translate("Work", verb.text).arg(what.mid(begin.size()));
    return what;
}

}
