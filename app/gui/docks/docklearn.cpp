// SPDX-License-Identifier: GPL-3.0-or-later
// The dock of the lessons: the selected layer's samples, and the published recipe step by step.

#include "gui/docks/docks.h"

#include <QDockWidget>

#include "gui/document/document.h"
#include "gui/document/layerinspector.h"
#include "gui/document/selection.h"
#include "gui/work/ablationrunner.h"
#include "gui/work/keptwork.h"
#include "layerview/storedparts.h"
#include "learn/learnpanel.h"

namespace quantscope {
namespace {

const QString pageKey = QStringLiteral("views/lesson"); // its id
const QString exercisesKey = QStringLiteral("views/exercises"); // which are solved
const QString exercisesPage = QStringLiteral("exercises");

void showLesson(LearnPanel& panel, const Document& document, const LayerInspector& inspector)
{
    const auto problem = inspector.lesson().problem();
    panel.setPlaceholder(!problem.isEmpty()      ? problem
                             : document.isOpen() ? LearnPanel::tr("Reading the layer…")
                                                 : LearnPanel::tr("Open a model: the lessons draw its layers."));
    panel.setLesson(inspector.lesson().value());
    panel.setUpdating(inspector.lessonIsUpdating());
    if (!document.isOpen())
        return;
    panel.setModel(storedModel(document.planned().plan, *document.opened().outline));
    panel.setOrigin(LearnPanel::tr("%1 on %2; recipe: %3")
                        .arg(QString::fromStdString(document.opened().outline->name),
                             QString::fromStdString(document.opened().data->name),
                             QString::fromStdString(document.title())));
}

void connectSteps(LearnPanel& panel, StepsPage::Walk walk, AblationRunner& runner)
{
    const auto show = [&panel, walk, &runner] { panel.setSteps(walk, runner.rows(), runner.isRunning()); };
    QObject::connect(&runner, &AblationRunner::changed, &panel, show);
    QObject::connect(&panel, &LearnPanel::languageChanged, &panel, show);
    QObject::connect(&panel, &LearnPanel::stepsRequested, &runner,
                     [walk, &runner](StepsPage::Walk wanted, bool fromTheFirst) {
                         if (wanted == walk)
                             runner.start(fromTheFirst);
                     });
    QObject::connect(&panel, &LearnPanel::stepsStopRequested, &runner, [walk, &runner](StepsPage::Walk wanted) {
        if (wanted == walk)
            runner.stop();
    });
    show();
}

}

QWidget* createLearnDock(const DockContext& context, QWidget* parent)
{
    auto* panel = new LearnPanel(context.saveAs, parent);
    auto* document = &context.document;
    auto* runs = &context.runs;
    auto* inspector = &context.inspector;
    auto* settings = &context.settings;
    const auto show = [panel, document, inspector] { showLesson(*panel, *document, *inspector); };
    QObject::connect(inspector, &LayerInspector::lessonChanged, panel, show);
    QObject::connect(document, &Document::workspaceChanged, panel, show);
    QObject::connect(document, &Document::recipeChanged, panel, show);
    // A dock behind another one's tab is visible to Qt, but not to people.
    if (const auto* dock = qobject_cast<QDockWidget*>(parent))
        QObject::connect(dock, &QDockWidget::visibilityChanged, inspector, &LayerInspector::setLessonsWanted);
    QObject::connect(&context.selection, &Selection::lessonAsked, panel, &LearnPanel::showPage);
    QObject::connect(panel, &LearnPanel::layerWished, inspector, &LayerInspector::selectTellingLayer);
    QObject::connect(panel, &LearnPanel::languageChanged, panel, show);
    const auto runner = [&](const QString& name, const Ablation& ablation) -> AblationRunner& {
        return *keptWork<AblationRunner>(context.work, name, *document, *runs, ablation);
    };
    connectSteps(*panel, StepsPage::Ladder, runner(QStringLiteral("ladder"), demoLadder()));
    connectSteps(*panel, StepsPage::Published, runner(QStringLiteral("published"), publishedAblation()));
    panel->showPage(settings->value(pageKey).toString());
    panel->restorePageState(exercisesPage, settings->value(exercisesKey).toMap());
    QObject::connect(document, &Document::viewsClosing, panel, [panel, settings] {
        settings->setValue(pageKey, panel->pageId());
        settings->setValue(exercisesKey, panel->pageState(exercisesPage));
    });
    show();
    return panel;
}

}
