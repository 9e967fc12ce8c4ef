// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace quantscope {

class TaskList;
class TasksPopup;

// How many tasks there are, in the status line, always as wide; it opens their list above itself.
class TasksButton : public QToolButton
{
    Q_OBJECT

public:
    explicit TasksButton(TaskList&, QWidget* parent = nullptr);

    void openList();
    TasksPopup* popup() const
    {
        return m_popup;
    }

private:
    QSize sizeHint() const override;
    void showCount();

    TaskList& m_tasks;
    TasksPopup* m_popup;
};

}
