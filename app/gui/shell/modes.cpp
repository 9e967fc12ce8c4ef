// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/modes.h"

#include <QCoreApplication>

#include <algorithm>

namespace quantscope {
namespace {

// 0: in front; more: behind so many tabs; -1: it is not there.
qsizetype placeOf(const QString& dock, const DockArrangement& arrangement)
{
    for (const auto& column : arrangement)
        for (const auto& stack : column.stacks)
            if (const auto place = stack.docks.indexOf(dock); place >= 0)
                return place;
    return -1;
}

}

const std::vector<ModeRow>& modeRows()
{
    static const std::vector<ModeRow> rows{
        {"tune",
         QT_TRANSLATE_NOOP("Modes", "Tune"),
         QT_TRANSLATE_NOOP("Modes", "Change the recipe and see what it does to the layers and the answers"),
         {{340, {{{"recipe"}, 650}}},
          {570, {{{"layers"}, 290}, {{"distribution"}, 360}}},
          {360, {{{"scores"}, 450}, {{"runs", "log"}, 200}}}},
         {{360, {{{"recipe"}, 900}}},
          {1120, {{{"layers"}, 380}, {{"distribution"}, 520}}},
          {380, {{{"scores"}, 560}, {{"runs", "log"}, 340}}}},
         {{340, {{{"recipe"}, 460}}},
          {360, {{{"layers", "distribution"}, 460}}},
          {240, {{{"scores", "runs", "log"}, 460}}}}},
        {"compare",
         QT_TRANSLATE_NOOP("Modes", "Compare"),
         QT_TRANSLATE_NOOP("Modes", "Several runs beside each other: categories, recipes, answers"),
         {{480, {{{"runs"}, 650}}}, {820, {{{"compare"}, 650}}}},
         {{660, {{{"runs"}, 900}}}, {1200, {{{"compare"}, 900}}}}},
        {"questions",
         QT_TRANSLATE_NOOP("Modes", "Questions"),
         QT_TRANSLATE_NOOP("Modes", "Questions with their images and answers; one of your own"),
         {{780, {{{"samples"}, 650}}}, {520, {{{"try", "diagnosis"}, 650}}}},
         {{360, {{{"scores"}, 900}}}, {900, {{{"samples"}, 900}}}, {600, {{{"try", "diagnosis"}, 900}}}}},
        {"why",
         QT_TRANSLATE_NOOP("Modes", "Why"),
         QT_TRANSLATE_NOOP("Modes", "Why answers break: causes, guided check, trace, and the layer beside them"),
         {{660, {{{"diagnosis"}, 650}}}, {640, {{{"layers"}, 270}, {{"distribution"}, 380}}}},
         {{900, {{{"diagnosis"}, 900}}}, {960, {{{"layers"}, 380}, {{"distribution"}, 520}}}},
         {{500, {{{"diagnosis"}, 460}}}, {440, {{{"layers", "distribution"}, 460}}}}},
        {"bits",
         QT_TRANSLATE_NOOP("Modes", "Bits"),
         QT_TRANSLATE_NOOP("Modes", "Search bits under a budget, run many recipes in a row"),
         {{1300, {{{"search", "sweep"}, 650}}}},
         {{960, {{{"search"}, 900}}}, {900, {{{"sweep"}, 900}}}}},
        {"learn",
         QT_TRANSLATE_NOOP("Modes", "Learn"),
         QT_TRANSLATE_NOOP("Modes", "Lessons on the selected layer"),
         {{1300, {{{"learn"}, 650}}}},
         {{1860, {{{"learn"}, 900}}}}},
    };
    return rows;
}

const ModeRow* findMode(const QString& id)
{
    const auto& rows = modeRows();
    const auto it =
        std::find_if(rows.begin(), rows.end(), [&](const ModeRow& row) { return id == QLatin1String(row.id); });
    return it == rows.end() ? nullptr : &*it;
}

QString modeTitle(const ModeRow& row)
{
    return QCoreApplication::translate("Modes", row.title);
}

QString homeModeOf(const QString& dock)
{
    const ModeRow* behind = nullptr;
    for (const auto& row : modeRows()) {
        const auto place = placeOf(dock, row.small);
        if (place == 0)
            return QString::fromLatin1(row.id);
        if (place > 0 && !behind)
            behind = &row;
    }
    return behind ? QString::fromLatin1(behind->id) : QString();
}

}
