// SPDX-License-Identifier: GPL-3.0-or-later
// The lessons on the whole window, and the language.

#include "gui/shell/mainwindow.h"

#include <QActionGroup>
#include <QMenu>

#include "gui/shell/language.h"

namespace quantscope {

void MainWindow::showLessonsLarge(bool large)
{
    setMode(large ? QStringLiteral("learn") : m_beforeLessons);
    if (large)
        showDock(QStringLiteral("learn"));
}

void MainWindow::createLessonsAction(QMenu* menu)
{
    auto* lessons = add(menu, "lessons", tr("&Learn: lessons on the whole window"), QKeySequence("Shift+F1"), [] {});
    lessons->setCheckable(true);
    connect(lessons, &QAction::triggered, this, &MainWindow::showLessonsLarge);
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
