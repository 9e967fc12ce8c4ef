// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/watchdog.h"

#include <QElapsedTimer>
#include <QEvent>

#include "log/log.h"

namespace quantscope {

bool WatchedApplication::notify(QObject* receiver, QEvent* event)
{
    const QString name = QString::fromLatin1(receiver->metaObject()->className()) + ' ' + receiver->objectName();
    const int type = event->type();
    QElapsedTimer clock;
    clock.start();
    ++m_depth;
    const bool handled = QApplication::notify(receiver, event);
    // Only the outermost handler: the inner ones are its parts.
    if (--m_depth == 0 && clock.elapsed() > limitMilliseconds)
        logWarning("the window waited " + std::to_string(clock.elapsed()) + " ms for event " + std::to_string(type) +
                   " of " + name.toStdString());
    return handled;
}

}
