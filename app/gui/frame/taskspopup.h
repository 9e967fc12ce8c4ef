// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace quantscope {

class TaskList;

// The list of tasks: what, how far, how long. Waiting runs change places with Alt+Up and Alt+Down, Del stops a task.
class TasksPopup : public QFrame
{
    Q_OBJECT

public:
    explicit TasksPopup(TaskList&, QWidget* parent = nullptr);

    void takeFocus();
    QTreeWidget* list() const
    {
        return m_list;
    }

private:
    QString currentId() const;
    void fill();
    void updateButtons();
    QPushButton* addButton(const QString& text, const QString& tip, const QKeySequence&, void (TasksPopup::*slot)());
    void cancelCurrent();
    void moveEarlier();
    void moveLater();

    TaskList& m_tasks;
    QTreeWidget* m_list;
    QLabel* m_empty;
    QPushButton *m_earlier, *m_later, *m_cancel;
};

}
