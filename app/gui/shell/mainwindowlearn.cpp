// SPDX-License-Identifier: GPL-3.0-or-later
// The lessons on the whole window, and the language, with which all of the window is made anew.

#include "gui/shell/mainwindow.h"

#include <QActionGroup>
#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>
#include <QStatusBar>
#include <QToolBar>

#include <map>
#include <utility>

#include "common/focusplace.h"
#include "common/viewstate.h"
#include "gui/dialogs/manualwindow.h"
#include "gui/settings/language.h"
#include "gui/shell/modelayouts.h"
#include "gui/tour/changelight.h"
#include "gui/tour/tour.h"
#include "gui/tour/tourbar.h"
#include "learn/learnpanel.h"
#include "palette/commandpalette.h"
#include "samples/samplesview.h"
#include "settings/settingswindow.h"

namespace quantscope {
namespace {

constexpr double presentedLetters = 1.5; // times the window's own

}

void MainWindow::showLessonsLarge(bool large)
{
    setMode(large ? QStringLiteral("learn") : m_beforeLessons);
    if (large)
        showDock(QStringLiteral("learn"));
}

void MainWindow::present(bool on)
{
    if (on == m_presentation.has_value())
        return;
    if (!on) {
        const auto before = m_presentation->mode;
        endPresentation();
        return setMode(before);
    }
    const Presentation before{mode(), windowState()};
    showLessonsLarge(true);
    m_presentation = before;
    m_layouts->hold(true);
    clearFrame(true);
    auto* lessons = qobject_cast<LearnPanel*>(dock(QStringLiteral("learn"))->widget());
    auto letters = lessons->font();
    letters.setPointSizeF(presentedLetters * letters.pointSizeF());
    lessons->setFont(letters);
    lessons->setPresenting(true);
    m_changes = new ChangeLight(this);
    connect(lessons, &LearnPanel::plotsChanged, m_changes, &ChangeLight::show);
    setWindowState(windowState() | Qt::WindowFullScreen);
    showMessage(false, tr("F5 ends the presentation."));
}

// A menu bar that is hidden takes no keys; one without height does.
void MainWindow::clearFrame(bool clear)
{
    for (auto* bar : findChildren<QToolBar*>(Qt::FindDirectChildrenOnly))
        bar->setVisible(!clear);
    statusBar()->setVisible(!clear);
    menuBar()->setMaximumHeight(clear ? 0 : QWIDGETSIZE_MAX);
    auto* lessons = dock(QStringLiteral("learn"));
    auto* title = lessons->titleBarWidget(); // null: the usual one
    lessons->setTitleBarWidget(clear ? new QWidget(lessons) : nullptr);
    delete title;
}

void MainWindow::endPresentation()
{
    const auto before = std::exchange(m_presentation, {});
    if (!before)
        return;
    auto* lessons = qobject_cast<LearnPanel*>(dock(QStringLiteral("learn"))->widget());
    lessons->setFont({});
    lessons->setPresenting(false);
    delete m_changes;
    clearFrame(false);
    setWindowState(before->state);
    m_layouts->hold(false);
    findChild<QAction*>("present")->setChecked(false);
    m_fit.start();
}

void MainWindow::createLessonsAction(QMenu* menu)
{
    auto* lessons = add(menu, "lessons", tr("&Learn: lessons on the whole window"), QKeySequence("Shift+F1"), [] {});
    lessons->setCheckable(true);
    connect(lessons, &QAction::triggered, this, &MainWindow::showLessonsLarge);
    auto* presented = add(menu, "present", tr("&Present the lessons on the full screen"), QKeySequence("F5"), [] {});
    presented->setCheckable(true);
    connect(presented, &QAction::triggered, this, &MainWindow::present);
}

void MainWindow::createLanguageMenu(QMenu* menu)
{
    auto* languages = menu->addMenu(tr("L&anguage"));
    auto* group = new QActionGroup(m_parts);
    // Languages by their own names, whatever the window speaks.
    for (const auto& [id, title] : {std::pair{"system", tr("As the &desktop")},
                                    {"en", QStringLiteral("&English")},
                                    {"zh", QStringLiteral("中文 (&Z)")}}) {
        auto* action = languages->addAction(title, this, [this, id = QString::fromLatin1(id)] { setLanguage(id); });
        action->setCheckable(true);
        action->setObjectName(QStringLiteral("language-") + id);
        action->setChecked(m_language->id() == QLatin1String(id));
        group->addAction(action);
    }
}

void MainWindow::setLanguage(const QString& id)
{
    m_settings.setValue("language", id);
    if (id == m_language->id())
        return;
    m_language->set(id);
    // Whoever chose it is a part of what goes.
    QMetaObject::invokeMethod(this, &MainWindow::rebuild, Qt::QueuedConnection);
}

void MainWindow::removeContents()
{
    endPresentation();
    m_isWhole = false;
    m_tour->end();
    delete m_tour;
    m_tour = nullptr;
    for (auto* each : m_docks) {
        delete each->widget();
        delete each;
    }
    m_docks.clear();
    for (auto* bar : findChildren<QToolBar*>(Qt::FindDirectChildrenOnly)) {
        removeToolBarBreak(bar);
        delete bar;
    }
    QWidget* const bars[] = {menuBar(), statusBar()};
    setMenuBar(nullptr);
    setStatusBar(nullptr);
    for (auto* bar : bars)
        delete bar;
    delete m_palette;
    m_palette = nullptr;
    delete m_layouts;
    delete m_parts;
}

// The session stays as it is and goes on; its views are made anew around it.
void MainWindow::rebuild()
{
    Q_EMIT m_session.document.viewsClosing();
    std::map<QString, ViewState> states;
    for (auto* each : m_docks)
        if (each->objectName() != QLatin1String("recipe")) // its controls show the document, and change it
            states.emplace(each->objectName(), *each->widget());
    const auto* samples = qobject_cast<SamplesView*>(dock("samples")->widget());
    const bool isLarge = samples && samples->isLarge();
    m_session.tasks.look();
    const auto before = m_session.tasks.tasks();
    const FocusPlace focus(*this);
    const bool hadTour = m_tourBar->isVisible();
    const auto page = m_manualWindow ? m_manualWindow->page() : QString();
    const QPointer<SettingsWindow> settings = m_settingsWindow;
    keepLayout();
    setUpdatesEnabled(false);
    removeContents();
    createContents();
    restoreQuestions();
    for (auto* bar : findChildren<QToolBar*>(Qt::FindDirectChildrenOnly))
        bar->show(); // Qt would do so later, and what is hidden takes no focus
    menuBar()->show();
    statusBar()->show();
    for (const auto& [id, state] : states)
        state.restore(*dock(id)->widget());
    if (auto* view = qobject_cast<SamplesView*>(dock("samples")->widget()); view && isLarge)
        view->openSample(m_session.selection.question());
    m_layouts->start();
    updateTitle();
    if (hadTour)
        showFirstSteps();
    setUpdatesEnabled(true);
    focus.restore(*this);
    if (m_manualWindow) {
        delete m_manualWindow;
        showManual(page);
    }
    if (settings) {
        const auto place = settings->geometry();
        const auto current = settings->currentSetting(), query = settings->query();
        delete settings;
        showSettings(current);
        m_settingsWindow->setGeometry(place);
        m_settingsWindow->setQuery(query);
    }
    m_session.tasks.look();
    for (const auto& task : before)
        if (!m_session.tasks.find(task.id))
            showMessage(false, tr("%1 was stopped by the change of language.").arg(task.title));
}

}
