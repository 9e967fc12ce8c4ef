// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/docks/docks.h"

#include <QScrollArea>

namespace quantscope {

std::span<const DockRow> dockRows()
{
    static constexpr DockRow table[] = {
        {"recipe", QT_TRANSLATE_NOOP("Docks", "Recipe"), createRecipeDock},
        {"layers", QT_TRANSLATE_NOOP("Docks", "Layers"), createLayersDock},
        {"distribution", QT_TRANSLATE_NOOP("Docks", "Distribution"), createDistributionDock},
        {"samples", QT_TRANSLATE_NOOP("Docks", "Samples"), createSamplesDock},
        {"try", QT_TRANSLATE_NOOP("Docks", "Playground"), createTryDock},
        {"scores", QT_TRANSLATE_NOOP("Docks", "Scores"), createScoresDock},
        {"runs", QT_TRANSLATE_NOOP("Docks", "Runs"), createRunsDock},
        {"diagnosis", QT_TRANSLATE_NOOP("Docks", "Diagnosis"), createDiagnosisDock},
        {"learn", QT_TRANSLATE_NOOP("Docks", "Learn"), createLearnDock},
        {"log", QT_TRANSLATE_NOOP("Docks", "Log"), createLogDock},
        {"search", QT_TRANSLATE_NOOP("Docks", "Search"), createSearchDock},
        {"sweep", QT_TRANSLATE_NOOP("Docks", "Sweep"), createSweepDock},
        {"compare", QT_TRANSLATE_NOOP("Docks", "Compare"), createCompareDock},
    };
    return table;
}

QWidget* inScrollArea(QWidget* panel, QWidget* parent)
{
    auto* area = new QScrollArea(parent);
    area->setAccessibleName(panel->accessibleName());
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setWidget(panel);
    area->setFocusPolicy(Qt::NoFocus); // else screen readers hear of a control without a name
    area->setFocusProxy(panel); // afterwards: a policy goes on to the proxy
    return area;
}

}
