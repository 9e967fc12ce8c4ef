// SPDX-License-Identifier: GPL-3.0-or-later
// The dock of the lessons: the selected layer's samples, and the published recipe step by step.

#include <QDockWidget>

#include "gui/docks/docks.h"
#include "gui/document/ablationrunner.h"
#include "gui/document/session.h"
#include "learn/learnpanel.h"

namespace quantscope {
namespace {

const QString pageKey = QStringLiteral("views/learnPage");

void showLesson(LearnPanel& panel, const Session& session)
{
    const auto problem = session.lessonProblem();
    panel.setPlaceholder(!problem.isEmpty()     ? problem
                             : session.isOpen() ? LearnPanel::tr("Reading the layer…")
                                                : LearnPanel::tr("Open a model: the lessons draw its layers."));
    panel.setLesson(session.lesson());
    panel.setUpdating(session.lessonIsUpdating());
    if (session.isOpen())
        panel.setOrigin(LearnPanel::tr("%1 on %2; recipe: %3")
                            .arg(QString::fromStdString(session.opened().outline->name),
                                 QString::fromStdString(session.opened().data->name),
                                 session.recipe().name.empty() ? LearnPanel::tr("without a name")
                                                               : QString::fromStdString(session.recipe().name)));
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
    auto* session = &context.session;
    auto* settings = &context.settings;
    const auto show = [panel, session] { showLesson(*panel, *session); };
    QObject::connect(session, &Session::lessonChanged, panel, show);
    QObject::connect(session, &Session::workspaceChanged, panel, show);
    QObject::connect(session, &Session::recipeChanged, panel, show);
    // A dock behind another one's tab is visible to Qt, but not to people.
    if (const auto* dock = qobject_cast<QDockWidget*>(parent))
        QObject::connect(dock, &QDockWidget::visibilityChanged, session, &Session::setLessonsWanted);
    QObject::connect(panel, &LearnPanel::layerWished, session, [session](const LessonWish& wish) {
        if (const int site = session->tellingSite(wish); site >= 0)
            session->selectSite(site);
    });
    QObject::connect(panel, &LearnPanel::languageChanged, panel, show);
    connectSteps(*panel, StepsPage::Ladder, *new AblationRunner(*session, demoLadder(), panel));
    connectSteps(*panel, StepsPage::Published, *new AblationRunner(*session, publishedAblation(), panel));
    panel->setPage(settings->value(pageKey, 0).toInt());
    QObject::connect(session, &Session::closing, panel,
                     [panel, settings] { settings->setValue(pageKey, panel->page()); });
    show();
    return panel;
}

}
