// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace quantscope {

class Document;
class ElidedLabel;
class RunList;
class TaskList;
class TasksButton;

// The window's lowest line: size of the planned model, what goes on, how far it is, how long it takes, stop, all tasks.
// Each has its place, whether something goes on or not.
class StatusLine : public QWidget
{
    Q_OBJECT

public:
    StatusLine(Document&, RunList&, TaskList&, QWidget* parent = nullptr);

    QString sizeText() const;
    QString progressText() const;
    TasksButton* tasksButton() const
    {
        return m_tasksButton;
    }

Q_SIGNALS:
    void stopRequested();

private:
    void updateSize();
    void updateProgress();
    QString readyText() const;
    QString idleText() const;

    const Document& m_document;
    const RunList& m_runs;
    const TaskList& m_tasks;
    ElidedLabel* m_size;
    ElidedLabel* m_stage;
    QProgressBar* m_bar;
    QLabel* m_left;
    QToolButton* m_stop;
    TasksButton* m_tasksButton;
};

}
