// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/frame/tasksbutton.h"

#include <QGuiApplication>
#include <QScreen>

#include <algorithm>

#include "gui/document/tasklist.h"
#include "gui/frame/taskspopup.h"

namespace quantscope {
namespace {

QString countText(int count)
{
    return count == 0 ? TasksButton::tr("No tasks ▴")
        : count == 1  ? TasksButton::tr("1 task ▴")
                      : TasksButton::tr("%1 tasks ▴").arg(count);
}

}

TasksButton::TasksButton(TaskList& tasks, QWidget* parent)
    : QToolButton(parent)
    , m_tasks(tasks)
    , m_popup(new TasksPopup(tasks, this))
{
    setObjectName(QStringLiteral("tasks"));
    setAutoRaise(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(this, &QToolButton::clicked, this, &TasksButton::openList);
    connect(&tasks, &TaskList::changed, this, &TasksButton::showCount);
    showCount();
}

void TasksButton::showCount()
{
    setText(countText(static_cast<int>(m_tasks.tasks().size())));
    setAccessibleName(tr("Tasks: %1").arg(m_tasks.tasks().size()));
    setToolTip(tr("Runs, checks, traces, searches and reports under way or waiting (Ctrl+J)"));
}

QSize TasksButton::sizeHint() const
{
    auto size = QToolButton::sizeHint();
    constexpr int manyTasks = 88, margins = 24; // wider than any style asks for one text
    for (const int count : {0, 1, manyTasks})
        size.setWidth(std::max(size.width(), fontMetrics().horizontalAdvance(countText(count)) + margins));
    return size;
}

void TasksButton::openList()
{
    m_popup->adjustSize();
    const auto area = screen()->availableGeometry();
    const auto corner = mapToGlobal(QPoint(width(), 0)) - QPoint(m_popup->width(), m_popup->height());
    m_popup->move(std::max(area.left(), corner.x()), std::max(area.top(), corner.y()));
    m_popup->show();
    m_popup->takeFocus();
}

}
