// SPDX-License-Identifier: GPL-3.0-or-later
// Modes and docks: their actions, the bar at the left.

#include "gui/shell/mainwindow.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QDockWidget>
#include <QMenu>
#include <QToolBar>
#include <QToolButton>

#include "gui/docks/docks.h"
#include "gui/shell/modelayouts.h"
#include "gui/tour/tourbar.h"

namespace quantscope {
namespace {

constexpr int modeIcon = 22; // pixels
const QString learnMode = QStringLiteral("learn");

// Ctrl and digits belong to the modes; menus use Alt with letters alone.
QKeySequence keysOfDock(int number)
{
    return number < 10 ? QStringLiteral("Alt+%1").arg(number)
        : number == 10 ? QStringLiteral("Alt+0")
                       : QStringLiteral("Ctrl+Alt+%1").arg(number - 10);
}

// Gives the keys to what the view names itself, else to the first in the order of Tab.
void focusIn(QWidget& view)
{
    const auto takesKeys = [](const QWidget& widget) {
        return widget.isVisible() && widget.isEnabled() && widget.focusPolicy() != Qt::NoFocus;
    };
    auto* target = &view;
    const auto views = view.findChildren<QWidget*>() << &view;
    for (const auto* each : views)
        if (auto* named = each->property("keysGoTo").value<QWidget*>())
            target = named;
    while (target->focusProxy())
        target = target->focusProxy();
    for (auto* next = view.nextInFocusChain(); !takesKeys(*target) && next != &view; next = next->nextInFocusChain())
        if (view.isAncestorOf(next) && takesKeys(*next) && (next->focusPolicy() & Qt::TabFocus))
            target = next;
    target->setFocus(Qt::ShortcutFocusReason);
}

}

void MainWindow::createModes(QMenu* menu)
{
    m_layouts = new ModeLayouts(*this, m_docks, m_settings);
    connect(m_layouts, &ModeLayouts::modeChanged, this, &MainWindow::modeChanged);
    auto* group = new QActionGroup(m_parts);
    int number = 0;
    for (const auto& row : modeRows()) {
        const QString id = QString::fromLatin1(row.id);
        auto* action = add(
            menu, "mode-" + id, modeTitle(row), QKeySequence(QStringLiteral("Ctrl+%1").arg(++number)),
            [this, id] { setMode(id); }, id);
        action->setCheckable(true);
        action->setToolTip(tr("%1 (%2)").arg(QCoreApplication::translate("Modes", row.help),
                                             action->shortcut().toString(QKeySequence::NativeText)));
        group->addAction(action);
    }
    add(menu, "resetLayout", tr("&Reset this mode"), {}, [this] { resetLayout(); });
    menu->addSeparator();
    number = 0;
    for (const auto& row : dockRows()) {
        const QString id = QString::fromLatin1(row.id);
        add(menu, "show-" + id, dock(id)->windowTitle(), keysOfDock(++number), [this, id] { showDock(id); });
    }
    auto* shown = menu->addMenu(tr("&Docks in this mode"));
    for (const auto& row : dockRows())
        shown->addAction(dock(QString::fromLatin1(row.id))->toggleViewAction());
}

void MainWindow::createModeBar()
{
    auto* bar = new QToolBar(tr("Modes"), this);
    bar->setObjectName("modes");
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    bar->setIconSize({modeIcon, modeIcon});
    for (const auto& row : modeRows()) {
        auto* action = findChild<QAction*>(QStringLiteral("mode-") + QString::fromLatin1(row.id));
        bar->addAction(action);
        auto* button = bar->widgetForAction(action);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
        button->setAccessibleName(tr("Mode %1").arg(modeTitle(row)));
    }
    addToolBar(Qt::LeftToolBarArea, bar);
    updateIcons();
}

void MainWindow::modeChanged()
{
    const auto id = mode();
    if (id != learnMode)
        m_beforeLessons = id;
    findChild<QAction*>(QStringLiteral("mode-") + id)->setChecked(true);
    findChild<QAction*>("lessons")->setChecked(id == learnMode);
}

QString MainWindow::mode() const
{
    return m_layouts->mode();
}

// The keys go on in the mode's first dock when theirs is no longer there, and from the first steps.
void MainWindow::setMode(const QString& id)
{
    if (id != learnMode)
        endPresentation();
    const QPointer<QWidget> focus = focusWidget(); // Qt gives it to the next in line once it is hidden
    const bool hadSteps = m_tourBar && m_tourBar->hasKeys();
    m_layouts->select(id);
    if (const auto* row = findMode(id); row && (!focus || !focus->isVisible() || hadSteps))
        if (auto* first = dock(row->small.front().stacks.front().docks.front()); first->isVisible())
            focusIn(*first->widget());
}

void MainWindow::resetLayout()
{
    m_layouts->reset();
}

void MainWindow::showDock(const QString& id)
{
    if (auto* wanted = dock(id)) {
        raiseDock(id);
        focusIn(*wanted->widget());
    }
}

void MainWindow::raiseDock(const QString& id)
{
    auto* wanted = dock(id);
    if (!wanted)
        return;
    if (wanted->isHidden())
        setMode(homeModeOf(id));
    wanted->show();
    wanted->raise();
}

}
