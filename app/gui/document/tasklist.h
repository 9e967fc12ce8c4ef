// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QTimer>

#include <functional>
#include <optional>
#include <vector>

#include "run/timeleft.h"

namespace quantscope {

// Something long that goes on or waits for its turn.
struct Task
{
    QString id; // the same while it lasts
    QString group; // what it was asked for with; empty: by itself
    QString title; // the run, the model, "Guided check"
    QString what; // stage, or what it waits for
    bool isRunning = true; // false: it waits
    bool isAsked = true; // false: nobody asked for it, it fills the time
    double fraction = -1; // 0 … 1; negative: not known
    std::optional<SecondsRange> left; // unset: not known; the list estimates it where it knows the fraction
    std::function<void()> cancel; // none: it cannot be stopped
    std::function<void(bool earlier)> move; // of one that waits in a queue; none: it has no place in one
};

// What goes on in the window, whoever does it: the status line and the list of tasks read it. Who does long work adds a
// source that says what of it is under way, and touches the list whenever something begins.
class TaskList : public QObject
{
    Q_OBJECT

public:
    using Source = std::function<std::vector<Task>()>;

    explicit TaskList(QObject* parent = nullptr);

    // Asked as long as its owner lives; sources added first come first.
    void addSource(QObject* owner, Source);
    // Looks soon; while there are tasks it looks by itself.
    void touch();
    // Now.
    void look();

    const std::vector<Task>& tasks() const
    {
        return m_tasks;
    }
    // The first that runs, of those that somebody asked for if there are any; null: none does.
    const Task* current() const;
    const Task* find(const QString& id) const;
    void cancel(const QString& id);
    void move(const QString& id, bool earlier);

Q_SIGNALS:
    void changed();
    // None of it is left: a task, or all of a group, which had so many.
    void ended(QString title, int count, double seconds);

private:
    struct Entry
    {
        QPointer<QObject> owner;
        Source source;
    };
    // A task or a group, since it was first seen running.
    struct Known
    {
        QString title;
        QElapsedTimer clock;
        QStringList ids;
    };

    void follow();
    void estimate(Task&) const;

    std::vector<Entry> m_sources;
    std::vector<Task> m_tasks;
    QHash<QString, Known> m_known; // by group, or id
    QHash<QString, QElapsedTimer> m_clocks; // of those that run, by id
    QTimer m_soon, m_poll;
};

}
