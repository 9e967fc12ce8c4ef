// SPDX-License-Identifier: GPL-3.0-or-later
// The lessons on the whole window, and the language.

#include "gui/shell/mainwindow.h"

#include <QActionGroup>
#include <QDockWidget>
#include <QMenu>
#include <QStatusBar>
#include <QToolBar>

#include <utility>

#include "gui/shell/language.h"
#include "gui/shell/modelayouts.h"

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
    for (auto* bar : findChildren<QToolBar*>(Qt::FindDirectChildrenOnly))
        bar->hide();
    statusBar()->hide();
    auto* lessons = dock(QStringLiteral("learn"))->widget();
    auto letters = lessons->font();
    letters.setPointSizeF(presentedLetters * letters.pointSizeF());
    lessons->setFont(letters);
    setWindowState(windowState() | Qt::WindowFullScreen);
    showMessage(false, tr("F5 ends the presentation."));
}

void MainWindow::endPresentation()
{
    const auto before = std::exchange(m_presentation, {});
    if (!before)
        return;
    dock(QStringLiteral("learn"))->widget()->setFont({});
    for (auto* bar : findChildren<QToolBar*>(Qt::FindDirectChildrenOnly))
        bar->show();
    statusBar()->show();
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
    auto* group = new QActionGroup(this);
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
    m_language->set(id);
    showMessage(false, tr("The lessons have changed their language; the rest of the window does at the next start."));
}

}
