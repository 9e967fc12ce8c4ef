// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QPointer>
#include <QTimer>

namespace quantscope {

class Spotlight;

// Frames around those widgets of a window that have just changed, each for a moment.
class ChangeLight : public QObject
{
    Q_OBJECT

public:
    explicit ChangeLight(QWidget* window);
    ~ChangeLight() override;

    void show(const QList<QWidget*>& changed); // instead of those before

private:
    QWidget* m_window;
    QList<QPointer<Spotlight>> m_lights; // the window's; those that are not needed point at nothing
    QTimer m_timer;
};

}
