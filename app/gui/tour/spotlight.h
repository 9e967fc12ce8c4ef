// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPointer>
#include <QTimer>
#include <QWidget>

namespace quantscope {

// A frame around widgets of a window, over everything, that follows them and lets the mouse through.
class Spotlight : public QWidget
{
    Q_OBJECT

public:
    explicit Spotlight(QWidget* window);

    // All in one frame; none takes it away. It is not there while none of them can be seen.
    void pointAt(const QList<QWidget*>&);
    bool pointsAt(const QWidget*) const;

protected:
    void paintEvent(QPaintEvent*) override;

private:
    void follow();

    QList<QPointer<QWidget>> m_targets;
    QTimer m_timer;
};

}
